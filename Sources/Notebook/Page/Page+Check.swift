import LinearAlgebra

extension Page {
  /// States that two matrices are equal.
  ///
  /// The residual is ‖found − expected‖F. Where no tolerance is given, it is 10·max(m, n)·ε times
  /// the larger of the two Frobenius norms: twice the backward error that the module's
  /// decompositions promise, as the products that a claim is made of round as well.
  ///
  /// - Parameters:
  ///   - claim: What is stated, with inline Markdown.
  ///   - tolerance: The largest residual that passes.
  public func check<Scalar: RealScalar>(
    _ claim: String, _ found: Matrix<Scalar>, equals expected: Matrix<Scalar>,
    tolerance: Double? = nil, line: Int = #line
  ) {
    let measure = Self.measure(
      found.elements, expected.elements, shapes: (found.shape, expected.shape),
      size: max(found.rows, found.columns), tolerance: tolerance)
    state(claim, measure, line: line)
  }

  /// States that two vectors are equal; the residual is ‖found − expected‖, the tolerance unless
  /// given 10·n·ε times the larger norm.
  public func check<Scalar: RealScalar>(
    _ claim: String, _ found: Vector<Scalar>, equals expected: Vector<Scalar>,
    tolerance: Double? = nil, line: Int = #line
  ) {
    check(claim, found.elements, equals: expected.elements, tolerance: tolerance, line: line)
  }

  /// States that two lists of numbers are equal; residual and tolerance are those of vectors.
  public func check<Scalar: RealScalar>(
    _ claim: String, _ found: [Scalar], equals expected: [Scalar],
    tolerance: Double? = nil, line: Int = #line
  ) {
    let measure = Self.measure(
      found, expected, shapes: ("length \(found.count)", "length \(expected.count)"),
      size: found.count, tolerance: tolerance)
    state(claim, measure, line: line)
  }

  /// States that two numbers are equal; the residual is |found − expected|, the tolerance unless
  /// given 10·ε times the larger magnitude.
  public func check<Scalar: RealScalar>(
    _ claim: String, _ found: Scalar, equals expected: Scalar,
    tolerance: Double? = nil, line: Int = #line
  ) {
    check(claim, [found], equals: [expected], tolerance: tolerance, line: line)
  }

  /// States that two whole numbers are equal.
  public func check(_ claim: String, _ found: Int, equals expected: Int, line: Int = #line) {
    state(claim, .count(found: found, expected: expected), line: line)
  }

  /// States that a residual is at most `bound`. A residual that is not a number fails.
  public func check<Scalar: RealScalar>(
    _ claim: String, residual: Scalar, atMost bound: Scalar, line: Int = #line
  ) {
    state(claim, .residual(Double(residual), atMost: Double(bound)), line: line)
  }

  /// States an inequality: that a value, which is no residual, is at most `bound`. A value that is not a
  /// number fails. Its factor for rounding belongs to the bound.
  public func check<Scalar: RealScalar>(
    _ claim: String, _ value: Scalar, atMost bound: Scalar, line: Int = #line
  ) {
    state(claim, .bound(Double(value), atMost: Double(bound)), line: line)
  }

  /// States that something is true.
  public func check(_ claim: String, _ holds: Bool, line: Int = #line) {
    state(claim, .truth(holds), line: line)
  }

  private func state(_ claim: String, _ measure: ShownCheck.Measure, line: Int) {
    emit(ShownCheck(claim: RichText(markdown: claim), measure: measure), line: line)
  }

  private static func measure<Scalar: RealScalar>(
    _ found: [Scalar], _ expected: [Scalar], shapes: (found: String, expected: String),
    size: Int, tolerance: Double?
  ) -> ShownCheck.Measure {
    guard shapes.found == shapes.expected else {
      return .shapes(found: shapes.found, expected: shapes.expected)
    }
    let (found, expected) = (Vector(found.asDoubles), Vector(expected.asDoubles))
    let residual = norm(found - expected)
    let scale = max(norm(found), norm(expected))
    let bound = tolerance ?? 10 * Double(max(size, 1)) * Double(Scalar.ulpOfOne) * scale
    return .residual(residual, atMost: bound)
  }

  /// The Euclidean norm; NaN where any element is NaN.
  private static func norm(_ x: Vector<Double>) -> Double {
    let row = Matrix(rows: 1, columns: x.count, elements: x.elements)
    return row.maxNorm.isNaN ? .nan : x.norm
  }
}
