// Package eval measures how far answers can be trusted: it asks graded questions
// through the pipeline that users ask, and counts. What it counts it decides by
// rule, from the library's own text; a model, where one is configured, judges
// only what no rule decides, in figures of its own.
//
// # Retrieval
//
// The ten passages that rank best among those which the question asks for (its
// delegations, its dates), in their order, are held to the gold of the question:
// words that stand in a sentence that answers, each with a grade. A passage holds a gold if it shares a byte
// with a place where the gold's words stand. Each gold counts once, at the best
// ranked passage that holds it; a passage's gain is the sum of the grades of the
// golds that it is the first to hold.
//
//   - recall@10: golds found among the ten, of all golds of the question;
//   - nDCG@10: the sum of gain / log2(rank+1), over that of the best order of the
//     library's passages.
//
// Both are means over answerable questions; a question for which nothing was
// found, or that was declined unasked, has 0. Not all that rank are handed to the
// drafter: a passage must be above a floor of relevance, or every question would
// be answered. Both figures are given for those handed on as well: what lies
// between is the price of silence where nothing is held. See [Recall] and [NDCG] for ranked lists with judged documents.
//
// # Citations
//
// Precision and recall are in the sense of ALCE (T. Gao et al., "Enabling Large
// Language Models to Generate Text with Citations", arXiv 2305.14627): recall
// asks of each point whether what it cites bears it out, precision asks of each
// citation whether it does any work. Bearing out is decided by rule where the
// quotation decides it: the words of the record that a point shows (all of a
// verbatim point, and what stands in “quotation marks” in another) must stand in
// the quotations that it cites, white space aside. A point that shows no words of
// the record is undecided: it is counted as such, and in no figure by rule.
//
//   - citation recall: of the decided points, those all of whose shown words
//     stand in what they cite;
//   - citation support: of the decided points' citations, those in which shown
//     words stand;
//   - citation precision: of the same citations, those that also hold words that
//     answer (a gold, whole). A sentence that answers in words that the graders
//     did not list counts against it: it is a lower bound.
//
// Where a model is configured, it judges what no rule decides: the points that
// say something in words other than the record's, quotations among them or not.
// It has two figures of its own that no rule adds to, as ALCE has them:
//
//   - judged citation recall: of the points that it judged, those that their
//     citations bear out, taken together and alone;
//   - judged citation precision: of the citations of these points, those of a
//     point borne out that bear it out alone, or without which the others do not.
//
// A point on which it gives no verdict is in neither. The model is the one that
// drafts: it may be kind to itself.
//
// All are over answerable questions: what is cited in answer to an
// unanswerable one is a false answer, and counted there.
//
//   - gold cited: of all golds, those that a citation of the answer holds;
//   - right: of answerable questions, those whose answer cites one gold at least.
//
// # The two failures that matter most
//
//   - wrong speaker: of all points, those whose delegation is not that of each
//     statement that they cite, and those of a question that asks for the words of
//     certain delegations that none of these speaks or is aligned with;
//   - invented quotation: of all quotations (each citation, and each stretch of the
//     record that a point shows), those that do not stand in the statement. A
//     citation's words are searched for in the text of the library, byte for byte,
//     and must stand at the offsets that it gives; a point's, with white space
//     folded as it is shown. Nothing of answer.Cite is used.
//
// # The rest
//
//   - false answers: of unanswerable questions, those answered;
//   - false silence: of answerable questions, those met with silence;
//   - delegations heard: of the delegations that questions ask for, those that a
//     point of the answer is by, or is by a statement that they have a voice in;
//   - follow-ups: questions with turns before them. Those turns are asked first,
//     through the same pipeline; read counts the follow-ups in which exactly the
//     expected delegations were read, right those that cite a gold (or are
//     silent, where they are unanswerable);
//   - latency: of the questions, their turns before aside; p95 is the smallest
//     time that 95 of 100 do not exceed;
//   - tokens, where a model drafts.
//
// Any of these figures is as good as the questions are many: a rate of 0 in n
// cases is compatible with a true rate of 3/n (the rule of three, 95%).
package eval
