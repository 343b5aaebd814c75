#include "textflag.h"

// Tiles: up to six rows of a by one panel of sixteen columns. The sums of row i
// are Y(2i) and Y(2i+1); Y12 and Y13 hold the panel's sixteen weights for one l,
// Y14 and Y15 one number of a in all their lanes.
//
//	DI dst    DX bytes from a row of dst to the next
//	SI a      R8 bytes from a row of a to the next    R9 the fourth row of a
//	BX b      CX what is left of k

#define ROW0(d) VBROADCASTSS d(SI), Y14; VFMADD231PS Y12, Y14, Y0; VFMADD231PS Y13, Y14, Y1
#define ROW1(d) VBROADCASTSS d(SI)(R8*1), Y15; VFMADD231PS Y12, Y15, Y2; VFMADD231PS Y13, Y15, Y3
#define ROW2(d) VBROADCASTSS d(SI)(R8*2), Y14; VFMADD231PS Y12, Y14, Y4; VFMADD231PS Y13, Y14, Y5
#define ROW3(d) VBROADCASTSS d(R9), Y15; VFMADD231PS Y12, Y15, Y6; VFMADD231PS Y13, Y15, Y7
#define ROW4(d) VBROADCASTSS d(R9)(R8*1), Y14; VFMADD231PS Y12, Y14, Y8; VFMADD231PS Y13, Y14, Y9
#define ROW5(d) VBROADCASTSS d(R9)(R8*2), Y15; VFMADD231PS Y12, Y15, Y10; VFMADD231PS Y13, Y15, Y11

#define ROWS1(d) ROW0(d)
#define ROWS2(d) ROWS1(d); ROW1(d)
#define ROWS3(d) ROWS2(d); ROW2(d)
#define ROWS4(d) ROWS3(d); ROW3(d)
#define ROWS5(d) ROWS4(d); ROW4(d)
#define ROWS6(d) ROWS5(d); ROW5(d)

// Weights of eight bits become floats on the way, which is exact.
#define WEIGHTS8(o, o2) VPMOVSXBD o(BX), Y12; VPMOVSXBD o2(BX), Y13; VCVTDQ2PS Y12, Y12; VCVTDQ2PS Y13, Y13
#define WEIGHTS32(o, o2) VMOVUPS o(BX), Y12; VMOVUPS o2(BX), Y13

#define CLEAR \
	VXORPS Y0, Y0, Y0 \
	VXORPS Y1, Y1, Y1 \
	VXORPS Y2, Y2, Y2 \
	VXORPS Y3, Y3, Y3 \
	VXORPS Y4, Y4, Y4 \
	VXORPS Y5, Y5, Y5 \
	VXORPS Y6, Y6, Y6 \
	VXORPS Y7, Y7, Y7 \
	VXORPS Y8, Y8, Y8 \
	VXORPS Y9, Y9, Y9 \
	VXORPS Y10, Y10, Y10 \
	VXORPS Y11, Y11, Y11

#define BEGIN \
	MOVQ dst+0(FP), DI \
	MOVQ ldd+8(FP), DX \
	MOVQ a+16(FP), SI \
	MOVQ lda+24(FP), R8 \
	MOVQ k+32(FP), CX \
	MOVQ b+40(FP), BX \
	SHLQ $2, DX \
	SHLQ $2, R8 \
	LEAQ (R8)(R8*2), R9 \
	ADDQ SI, R9 \
	CLEAR

// Four steps of k at a time, then one at a time.
#define SUM8(ROWS) \
four: \
	CMPQ CX, $4 \
	JLT  one \
	WEIGHTS8(0, 8) \
	ROWS(0) \
	WEIGHTS8(16, 24) \
	ROWS(4) \
	WEIGHTS8(32, 40) \
	ROWS(8) \
	WEIGHTS8(48, 56) \
	ROWS(12) \
	ADDQ $64, BX \
	ADDQ $16, SI \
	ADDQ $16, R9 \
	SUBQ $4, CX \
	JMP  four \
one: \
	TESTQ CX, CX \
	JZ   scale \
	WEIGHTS8(0, 8) \
	ROWS(0) \
	ADDQ $16, BX \
	ADDQ $4, SI \
	ADDQ $4, R9 \
	DECQ CX \
	JMP  one \
scale: \
	MOVQ scale+48(FP), AX \
	VMOVUPS (AX), Y12 \
	VMOVUPS 32(AX), Y13 \
	MOVQ bias+56(FP), AX \
	VMOVUPS (AX), Y14 \
	VMOVUPS 32(AX), Y15

#define SUM32(ROWS) \
four: \
	CMPQ CX, $4 \
	JLT  one \
	WEIGHTS32(0, 32) \
	ROWS(0) \
	WEIGHTS32(64, 96) \
	ROWS(4) \
	WEIGHTS32(128, 160) \
	ROWS(8) \
	WEIGHTS32(192, 224) \
	ROWS(12) \
	ADDQ $256, BX \
	ADDQ $16, SI \
	ADDQ $16, R9 \
	SUBQ $4, CX \
	JMP  four \
one: \
	TESTQ CX, CX \
	JZ   store \
	WEIGHTS32(0, 32) \
	ROWS(0) \
	ADDQ $64, BX \
	ADDQ $4, SI \
	ADDQ $4, R9 \
	DECQ CX \
	JMP  one \
store:

#define PUT32(lo, hi) VMOVUPS lo, (DI); VMOVUPS hi, 32(DI); ADDQ DX, DI
#define PUT8(lo, hi) VFMADD213PS Y14, Y12, lo; VFMADD213PS Y15, Y13, hi; PUT32(lo, hi)

#define END VZEROUPPER; RET

// func tile8x1(dst *float32, ldd int, a *float32, lda, k int, b *int8, scale, bias *float32)
TEXT ·tile8x1(SB), NOSPLIT, $0-64
	BEGIN
	SUM8(ROWS1)
	PUT8(Y0, Y1)
	END

// func tile8x2(dst *float32, ldd int, a *float32, lda, k int, b *int8, scale, bias *float32)
TEXT ·tile8x2(SB), NOSPLIT, $0-64
	BEGIN
	SUM8(ROWS2)
	PUT8(Y0, Y1)
	PUT8(Y2, Y3)
	END

// func tile8x3(dst *float32, ldd int, a *float32, lda, k int, b *int8, scale, bias *float32)
TEXT ·tile8x3(SB), NOSPLIT, $0-64
	BEGIN
	SUM8(ROWS3)
	PUT8(Y0, Y1)
	PUT8(Y2, Y3)
	PUT8(Y4, Y5)
	END

// func tile8x4(dst *float32, ldd int, a *float32, lda, k int, b *int8, scale, bias *float32)
TEXT ·tile8x4(SB), NOSPLIT, $0-64
	BEGIN
	SUM8(ROWS4)
	PUT8(Y0, Y1)
	PUT8(Y2, Y3)
	PUT8(Y4, Y5)
	PUT8(Y6, Y7)
	END

// func tile8x5(dst *float32, ldd int, a *float32, lda, k int, b *int8, scale, bias *float32)
TEXT ·tile8x5(SB), NOSPLIT, $0-64
	BEGIN
	SUM8(ROWS5)
	PUT8(Y0, Y1)
	PUT8(Y2, Y3)
	PUT8(Y4, Y5)
	PUT8(Y6, Y7)
	PUT8(Y8, Y9)
	END

// func tile8x6(dst *float32, ldd int, a *float32, lda, k int, b *int8, scale, bias *float32)
TEXT ·tile8x6(SB), NOSPLIT, $0-64
	BEGIN
	SUM8(ROWS6)
	PUT8(Y0, Y1)
	PUT8(Y2, Y3)
	PUT8(Y4, Y5)
	PUT8(Y6, Y7)
	PUT8(Y8, Y9)
	PUT8(Y10, Y11)
	END

// func tile32x1(dst *float32, ldd int, a *float32, lda, k int, b *float32)
TEXT ·tile32x1(SB), NOSPLIT, $0-48
	BEGIN
	SUM32(ROWS1)
	PUT32(Y0, Y1)
	END

// func tile32x2(dst *float32, ldd int, a *float32, lda, k int, b *float32)
TEXT ·tile32x2(SB), NOSPLIT, $0-48
	BEGIN
	SUM32(ROWS2)
	PUT32(Y0, Y1)
	PUT32(Y2, Y3)
	END

// func tile32x3(dst *float32, ldd int, a *float32, lda, k int, b *float32)
TEXT ·tile32x3(SB), NOSPLIT, $0-48
	BEGIN
	SUM32(ROWS3)
	PUT32(Y0, Y1)
	PUT32(Y2, Y3)
	PUT32(Y4, Y5)
	END

// func tile32x4(dst *float32, ldd int, a *float32, lda, k int, b *float32)
TEXT ·tile32x4(SB), NOSPLIT, $0-48
	BEGIN
	SUM32(ROWS4)
	PUT32(Y0, Y1)
	PUT32(Y2, Y3)
	PUT32(Y4, Y5)
	PUT32(Y6, Y7)
	END

// func tile32x5(dst *float32, ldd int, a *float32, lda, k int, b *float32)
TEXT ·tile32x5(SB), NOSPLIT, $0-48
	BEGIN
	SUM32(ROWS5)
	PUT32(Y0, Y1)
	PUT32(Y2, Y3)
	PUT32(Y4, Y5)
	PUT32(Y6, Y7)
	PUT32(Y8, Y9)
	END

// func tile32x6(dst *float32, ldd int, a *float32, lda, k int, b *float32)
TEXT ·tile32x6(SB), NOSPLIT, $0-48
	BEGIN
	SUM32(ROWS6)
	PUT32(Y0, Y1)
	PUT32(Y2, Y3)
	PUT32(Y4, Y5)
	PUT32(Y6, Y7)
	PUT32(Y8, Y9)
	PUT32(Y10, Y11)
	END

// Constants, each in eight lanes, at R10; lanes in kernel_avx2_amd64.go has the order.
#define ONE 0(R10)
#define HALF 32(R10)
#define MAGNITUDE 64(R10)
#define MINEXP 96(R10)
#define LOG2E 128(R10)
#define LN2HIGH 160(R10)
#define LN2LOW 192(R10)
#define EXP2 224(R10)
#define EXP3 256(R10)
#define EXP4 288(R10)
#define EXP5 320(R10)
#define EXP6 352(R10)
#define SLOPE 384(R10)
#define ERF1 416(R10)
#define ERF2 448(R10)
#define ERF3 480(R10)
#define ERF4 512(R10)
#define ERF5 544(R10)

// EXP sets p to e to the x, x ≤ 0, as exp32 does; x and n are spent.
#define EXP(x, n, p) \
	VMAXPS MINEXP, x, x \
	VMULPS LOG2E, x, n \
	VROUNDPS $0, n, n \
	VFNMADD231PS LN2HIGH, n, x \
	VFNMADD231PS LN2LOW, n, x \
	VCVTPS2DQ n, n \
	VPSLLD $23, n, n \
	VMOVUPS EXP6, p \
	VFMADD213PS EXP5, x, p \
	VFMADD213PS EXP4, x, p \
	VFMADD213PS EXP3, x, p \
	VFMADD213PS EXP2, x, p \
	VFMADD213PS ONE, x, p \
	VFMADD213PS ONE, x, p \
	VPADDD n, p, p

// func geluAVX2(x *float32, n int, c *constants)
TEXT ·geluAVX2(SB), NOSPLIT, $0-24
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	MOVQ c+16(FP), R10
	VXORPS Y15, Y15, Y15

gelu:
	VMOVUPS (DI), Y0
	VANDPS MAGNITUDE, Y0, Y1
	VMOVUPS ONE, Y2
	VMOVAPS Y2, Y3
	VFMADD231PS SLOPE, Y1, Y2
	VDIVPS Y2, Y3, Y3
	VMOVUPS ERF5, Y4
	VFMADD213PS ERF4, Y3, Y4
	VFMADD213PS ERF3, Y3, Y4
	VFMADD213PS ERF2, Y3, Y4
	VFMADD213PS ERF1, Y3, Y4
	VMULPS Y3, Y4, Y4
	VMULPS HALF, Y1, Y2       // |x|/2
	VMULPS Y1, Y2, Y5
	VSUBPS Y5, Y15, Y5
	EXP(Y5, Y6, Y7)
	VMULPS Y7, Y4, Y4
	VMAXPS Y15, Y0, Y0
	VFNMADD231PS Y2, Y4, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ  gelu
	VZEROUPPER
	RET

// FOLD leaves in all lanes of y what op makes of its eight; x is y's lower half, tx
// is spent.
#define FOLD(op, x, y, tx) \
	VEXTRACTF128 $1, y, tx \
	op tx, x, x \
	VMOVHLPS x, x, tx \
	op tx, x, x \
	VMOVSHDUP x, tx \
	op tx, x, x \
	VBROADCASTSS x, y

// func softmaxAVX2(x *float32, n int, c *constants, scale float32)
TEXT ·softmaxAVX2(SB), NOSPLIT, $0-28
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	MOVQ c+16(FP), R10
	VBROADCASTSS scale+24(FP), Y1
	MOVQ DI, SI
	MOVQ CX, AX
	VMOVUPS (DI), Y0

top:
	VMAXPS (SI), Y0, Y0
	ADDQ $32, SI
	SUBQ $8, AX
	JNZ  top
	FOLD(VMAXPS, X0, Y0, X2)
	MOVQ DI, SI
	MOVQ CX, AX
	VXORPS Y3, Y3, Y3

exp:
	VMOVUPS (SI), Y5
	VSUBPS Y0, Y5, Y5
	VMULPS Y1, Y5, Y5
	EXP(Y5, Y6, Y7)
	VMOVUPS Y7, (SI)
	VADDPS Y7, Y3, Y3
	ADDQ $32, SI
	SUBQ $8, AX
	JNZ  exp
	FOLD(VADDPS, X3, Y3, X2)
	VMOVUPS ONE, Y2
	VDIVPS Y3, Y2, Y2

divide:
	VMULPS (DI), Y2, Y4
	VMOVUPS Y4, (DI)
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ  divide
	VZEROUPPER
	RET

// func addNormAVX2(x, y, gain, bias *float32, n int, c *constants, eps float32)
TEXT ·addNormAVX2(SB), NOSPLIT, $0-52
	MOVQ x+0(FP), DI
	MOVQ y+8(FP), SI
	MOVQ gain+16(FP), R8
	MOVQ bias+24(FP), R9
	MOVQ n+32(FP), CX
	MOVQ c+40(FP), R10
	SHLQ $2, CX               // bytes
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	XORQ AX, AX

add:
	VMOVUPS (DI)(AX*1), Y2
	VMOVUPS 32(DI)(AX*1), Y3
	VADDPS (SI)(AX*1), Y2, Y2
	VADDPS 32(SI)(AX*1), Y3, Y3
	VMOVUPS Y2, (DI)(AX*1)
	VMOVUPS Y3, 32(DI)(AX*1)
	VADDPS Y2, Y0, Y0
	VADDPS Y3, Y1, Y1
	ADDQ $64, AX
	CMPQ AX, CX
	JLT  add
	VADDPS Y1, Y0, Y0
	FOLD(VADDPS, X0, Y0, X2)
	MOVQ CX, AX
	SHRQ $2, AX
	VXORPS X8, X8, X8
	VCVTSI2SSQ AX, X8, X8
	VBROADCASTSS X8, Y8       // n
	VDIVPS Y8, Y0, Y0         // mean
	VXORPS Y1, Y1, Y1
	VXORPS Y4, Y4, Y4
	XORQ AX, AX

square:
	VMOVUPS (DI)(AX*1), Y2
	VMOVUPS 32(DI)(AX*1), Y3
	VSUBPS Y0, Y2, Y2
	VSUBPS Y0, Y3, Y3
	VFMADD231PS Y2, Y2, Y1
	VFMADD231PS Y3, Y3, Y4
	ADDQ $64, AX
	CMPQ AX, CX
	JLT  square
	VADDPS Y4, Y1, Y1
	FOLD(VADDPS, X1, Y1, X2)
	VDIVPS Y8, Y1, Y1         // variance
	VBROADCASTSS eps+48(FP), Y2
	VADDPS Y2, Y1, Y1
	VSQRTPS Y1, Y1
	VMOVUPS ONE, Y2
	VDIVPS Y1, Y2, Y1
	XORQ AX, AX

norm:
	VMOVUPS (DI)(AX*1), Y2
	VSUBPS Y0, Y2, Y2
	VMULPS Y1, Y2, Y2
	VMOVUPS (R8)(AX*1), Y3
	VFMADD213PS (R9)(AX*1), Y3, Y2
	VMOVUPS Y2, (DI)(AX*1)
	ADDQ $32, AX
	CMPQ AX, CX
	JLT  norm
	VZEROUPPER
	RET
