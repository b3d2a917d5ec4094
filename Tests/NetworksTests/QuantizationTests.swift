import LinearAlgebra
import Networks
import Testing

@Suite("Weights in a few bits") struct QuantizationTests {
  private func sample(_ rows: Int, _ columns: Int, seed: UInt64 = 3) -> Matrix<Float> {
    var generator = SeededGenerator(seed: seed)
    return .normal(rows: rows, columns: columns, using: &generator)
  }

  @Test("no weight moves by more than half a step", arguments: BitWidth.allCases)
  func errorIsHalfAStep(width: BitWidth) throws {
    let w = sample(7, 12)
    for sharing in ScaleSharing.allCases {
      let q = try QuantizedMatrix(w, width, scale: sharing)
      let back = q.dequantized()
      #expect(q.steps.count == (sharing == .row ? 7 : 1))
      #expect(q.integers.allSatisfy { abs(Int($0)) <= width.largest })
      #expect(q.integers.contains { abs(Int($0)) == width.largest })
      for i in 0..<7 {
        for j in 0..<12 {
          // The quotient and the product round once each, by ε/2 of at most Q steps.
          let bound = q.step(ofRow: i) * (0.5 + Float(width.largest) * .ulpOfOne)
          #expect(abs(back[i, j] - w[i, j]) <= bound)
        }
      }
    }
  }

  @Test("ties go to the even integer, and signs are kept")
  func roundsTiesToEven() throws {
    // Step 1 exactly.
    let w: Matrix<Float> = [[127, 0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 2.51, -127]]
    let q = try QuantizedMatrix(w, .eight)
    #expect(q.integers == [127, 0, 2, 2, 0, -2, -2, 3, -127])
    let four = try QuantizedMatrix([[7, -7, 3.5, 4.5, -3.5]], .four)
    #expect(four.integers == [7, -7, 4, 4, -4])
  }

  @Test("zeros, numbers near the ends of the range, and no numbers at all")
  func survivesExtremes() throws {
    let tiny = Float.leastNonzeroMagnitude
    let w: Matrix<Float> = [
      [0, 0], [tiny, -tiny], [1e-38, 0], [.leastNormalMagnitude * 300, -1e-37],
      [.greatestFiniteMagnitude, -.greatestFiniteMagnitude], [-0.0, 1],
    ]
    for width in BitWidth.allCases {
      for sharing in ScaleSharing.allCases {
        let q = try QuantizedMatrix(w, width, scale: sharing)
        let back = q.dequantized()
        #expect(back.elements.allSatisfy { $0.isFinite })
        // Half a step at most, or a step below the normal numbers, which all become zero.
        for i in 0..<w.rows {
          let bound = max(q.step(ofRow: i) * 0.51, .leastNormalMagnitude * 127)
          for j in 0..<2 { #expect(abs(back[i, j] - w[i, j]) <= bound) }
        }
      }
      let zeros = try QuantizedMatrix(Matrix(rows: 2, columns: 3), width, scale: .tensor)
      #expect(zeros.dequantized() == Matrix(rows: 2, columns: 3))
      #expect(try QuantizedMatrix(Matrix(rows: 0, columns: 3), width).integers.isEmpty)
      #expect(try QuantizedMatrix(Matrix(rows: 3, columns: 0), width).steps == [0, 0, 0])
    }
  }

  @Test("a weight that is not a number is named")
  func refusesNonFinite() {
    for bad in [Float.nan, .infinity, -.infinity] {
      #expect(throws: LinearAlgebraError.nonFinite(row: 1, column: 2)) {
        try QuantizedMatrix([[1, 2, 3], [4, 5, bad]], .eight, scale: .tensor)
      }
    }
  }

  @Test("packed bytes are as many as counted, and come back", arguments: BitWidth.allCases)
  func packs(width: BitWidth) throws {
    for (rows, columns) in [(1, 1), (3, 5), (8, 8), (7, 11), (0, 4)] {
      let q = try QuantizedMatrix(sample(rows, columns), width)
      let bytes = q.packed
      #expect(bytes.count + 4 * q.steps.count == q.byteCount)
      #expect(
        QuantizedMatrix.unpacked(bytes, width, count: rows * columns) == q.integers)
      #expect(QuantizedMatrix.unpacked(bytes + [0], width, count: rows * columns) == nil)
    }
  }

  @Test("a quantized layer is what its numbers say, of one factor or two")
  func layerMultipliesIntegers() throws {
    let (u, v, bias) = (sample(9, 4, seed: 5), sample(4, 13, seed: 6), sample(1, 9, seed: 7))
    let x = sample(6, 13, seed: 8)
    for rank in [nil, 4] {
      let factors = try (rank == nil ? [u * v] : [u, v]).map { try QuantizedMatrix($0, .eight) }
      var layer = QuantizedLayer(factors: factors, bias: bias.elements, activation: .relu)
      var found = Matrix<Float>(rows: 0, columns: 0)
      layer.forward(x, into: &found)
      // The same in plain products: round the rows of the batch, multiply by what the integers mean.
      var y = x
      for factor in factors.reversed() {
        y = try QuantizedMatrix(y, .eight).dequantized() * factor.dequantized().transposed
      }
      let expected = Matrix(rows: 6, columns: 9) { i, j in max(0, y[i, j] + bias[0, j]) }
      // A sum of at most 13 products rounds by 13 ε of its terms, which are below 40 here.
      #expect((found - expected).maxNorm < 13 * 40 * .ulpOfOne)
    }
  }

  @Test("NaN in a batch comes out as NaN, in its own row alone")
  func showsNaN() throws {
    let w = try QuantizedMatrix(sample(3, 4), .eight)
    var layer = QuantizedLayer(factors: [w], bias: [0, 0, 0], activation: .relu)
    for bad in [Float.nan, .infinity] {
      var outputs = Matrix<Float>(rows: 0, columns: 0)
      layer.forward([[1, 2, 3, 4], [1, bad, 3, 4], [0, 0, 0, 0]], into: &outputs)
      #expect(outputs.row(1).elements.allSatisfy { $0.isNaN })
      #expect(outputs.row(0).elements.allSatisfy { $0.isFinite })
      #expect(outputs.row(2).elements == [0, 0, 0])
    }
  }

  @Test("bytes of a network count scales and biases")
  func countsBytes() throws {
    var generator = SeededGenerator(seed: 1)
    let network = Network.dense([20, 6, 3], initialization: .he, using: &generator)
    #expect(network.byteCount == 4 * (126 + 21))
    #expect(try network.quantized(.eight).byteCount == 120 + 18 + 4 * 9 + 4 * 9)
    #expect(try network.quantized(.four, scale: .tensor).byteCount == 60 + 9 + 4 * 2 + 4 * 9)
    #expect(try network.quantized(.three).byteCount == 45 + 7 + 4 * 9 + 4 * 9)
  }
}
