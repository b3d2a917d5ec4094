import LowRank
import Testing

@Suite struct MarchenkoPasturTests {
  /// Integrated from the density with mpmath, at 30 digits. A few ε for some twenty operations.
  static let medians: [(aspect: Double, median: Double)] = [
    (1, 0.652775941633570369), (0.9, 0.68922209835409348), (0.5, 0.83046588158136355),
    (0.25, 0.91600407068661205), (0.1, 0.966565147402822372), (0.04, 0.986650691408727758),
    (0.01, 0.996665676338657804), (0.0001, 0.999966666567898569),
  ]

  @Test(arguments: medians)
  func median(aspect: Double, median: Double) throws {
    let law = try MarchenkoPastur(aspect: aspect)
    #expect(abs(law.median - median) < 1e-14)
    #expect(abs(law.cumulative(median) - 0.5) < 1e-12)
  }

  @Test func sharesAndQuantiles() throws {
    let square = try MarchenkoPastur(rows: 7, columns: 7)
    let (half, long) = (
      try MarchenkoPastur(rows: 3, columns: 6), try MarchenkoPastur(rows: 100, columns: 4)
    )
    #expect(half.aspect == 0.5 && long.aspect == 0.04)
    // From the same integrals. Where the law is steep, an ε of x is many of the share.
    #expect(abs(square.cumulative(0.8) - 0.5498151442478991) < 1e-13)
    #expect(abs(half.cumulative(0.8) - 0.4852802348008389) < 1e-13)
    #expect(abs(long.cumulative(0.8) - 0.194427250867225) < 1e-13)
    let slim = try MarchenkoPastur(aspect: 0.001)
    #expect(abs(slim.cumulative(1.02) - 0.6998119213515327) < 1e-12)
    #expect(abs(square.quantile(0.9) - 2.59457120789749) < 1e-13)
    #expect(abs(half.quantile(0.9) - 2.092694842078914) < 1e-13)
    #expect(abs(long.quantile(0.9) - 1.286030083537046) < 1e-13)
  }

  @Test(arguments: [1, 0.5, 0.04, 0.0099, 0.0101])
  func densityIsTheSlopeOfTheLaw(aspect: Double) throws {
    let law = try MarchenkoPastur(aspect: aspect)
    let (a, b) = (law.support.lowerBound, law.support.upperBound)
    for share in [0.2, 0.5, 0.8] {
      let x = a + share * (b - a)
      let step = 1e-4 * (b - a)
      let slope = (law.cumulative(x + step) - law.cumulative(x - step)) / (2 * step)
      // A central difference errs by its squared step.
      #expect(abs(slope - law.density(x)) < 1e-5 * law.density(x))
    }
    #expect(law.density(a - 0.01) == 0 && law.density(b + 0.01) == 0)
    #expect(law.cumulative(a) == 0 && law.cumulative(b) == 1)
    #expect(law.quantile(0) == a && law.quantile(1) == b)
  }

  @Test(arguments: [0, -1, 1.5, Double.nan, .infinity])
  func refusesAnAspect(aspect: Double) {
    #expect(throws: DenoisingError.self) { try MarchenkoPastur(aspect: aspect) }
  }
}
