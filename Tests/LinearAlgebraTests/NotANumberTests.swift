import LinearAlgebra
import Testing

/// NaN in, NaN out, where nothing is thrown.
@Suite struct NotANumberTests {
  @Test(arguments: [0, 1, 40]) func normsOfNaNAreNaN(place: Int) {
    var a = Matrix<Double>(rows: 6, columns: 7, repeating: 2)
    a[place / 7, place % 7] = .nan
    a[0, 2] = .infinity
    #expect(a.frobeniusNorm.isNaN)
    #expect(a.maxNorm.isNaN)
    #expect(a.oneNorm.isNaN)
    let x = Vector(a.elements)
    #expect(x.norm.isNaN)
    #expect(x.normalized().elements.allSatisfy { $0.isNaN })
    #expect(x.dot(x).isNaN)
  }

  @Test func normsOfNaNAlone() {
    #expect(Vector<Double>([.nan]).norm.isNaN)
    #expect(Vector<Float>([.nan, 1]).norm.isNaN)
    #expect(Vector<Double>([-.infinity, 1]).norm == .infinity)
    #expect(Matrix<Float>([[.nan]] as Matrix<Double>).frobeniusNorm.isNaN)
  }

  @Test func energyOfNaNIsNaN() {
    let f = SVD<Double>(u: .identity(1), singularValues: [.nan], v: .identity(1))
    #expect(f.energy(1).isNaN)
  }

  @Test(arguments: [-1, Double.nan, -Double.infinity])
  func tolerancesAreNumbersFromZero(_ tolerance: Double) {
    let a = Matrix<Double>.identity(2)
    func expect(_ body: () throws -> Void) {
      do {
        try body()
        Issue.record("no error")
      } catch LinearAlgebraError.negative(let name, _) {
        #expect(name == "the tolerance")
      } catch { Issue.record("\(error)") }
    }
    expect { _ = try leastSquares(a, [1, 1], tolerance: tolerance) }
    expect { _ = try pseudoinverse(a, tolerance: tolerance) }
    expect { _ = try a.rank(tolerance: tolerance) }
  }
}
