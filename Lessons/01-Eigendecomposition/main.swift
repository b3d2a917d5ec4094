//: # What AᵀA knows
//:
//: Take any matrix A and multiply its transpose by it. The product AᵀA is
//: square and symmetric, and it knows half of the singular value
//: decomposition: the values σᵢ, and the right vectors vᵢ. This lesson
//: gets them out with a method of 1846 that fits into a few lines, and
//: then finds the other half.
//:
//: The lesson follows an article, "SVD (Singular Vector Decomposition)
//: with AI", and says where the article errs. It begins with the title:
//: the V is for *values*.
//:
//: You will see
//: - why AᵀA is symmetric and has no negative eigenvalue;
//: - Jacobi's method, sweep by sweep, until only the eigenvalues are left;
//: - the singular values and both sets of vectors, held against `svd`;
//: - two ways that look right and are wrong, and why `svd` itself never
//:   forms AᵀA.
import EigendecompositionExercises
import Foundation
import LinearAlgebra
import Notebook

lesson("Eigendecomposition", summary: "What AᵀA knows of A") { page in
  //: ## A matrix and its Gram matrix
  //:
  //: Six rows, four columns. Think of each column as a vector in six
  //: dimensions.
  let a: Matrix = [
    [2, 0, 1, 1],
    [1, 3, 0, 1],
    [0, 1, 2, 1],
    [1, 0, 0, 2],
    [0, 2, 1, 0],
    [3, 1, 0, 1],
  ]
  page.show(a, "A")

  //: Element (i, j) of AᵀA is the inner product of columns i and j. So it
  //: knows how long the columns are and which angles they make. It is
  //: called the Gram matrix.
  let gramMatrix = a.transposed * a
  page.show(gramMatrix, "AᵀA")
  page.check(
    "columns 0 and 1", gramMatrix[0, 1],
    equals: a.column(0).dot(a.column(1)))

  //: It does not know where the columns lie. Turn all of them together, by
  //: any orthogonal matrix Q, and AᵀA stays the same, since (QA)ᵀ(QA) =
  //: AᵀQᵀQA.
  var generator = SeededGenerator(seed: page.seed)
  func normal(rows: Int, columns: Int) -> Matrix<Double> {
    .normal(rows: rows, columns: columns, using: &generator)
  }

  let q = try qr(normal(rows: 6, columns: 6)).q
  let turned = q * a
  page.check(
    "(QA)ᵀ(QA) = AᵀA", turned.transposed * turned, equals: gramMatrix)

  //: Remember this. What AᵀA has forgotten, you will have to bring back
  //: from A.
  //:
  //: ## Symmetric, and never negative
  //:
  //: AᵀA is symmetric: transposing a product turns it round, so (AᵀA)ᵀ =
  //: AᵀA.
  page.check(
    "AᵀA = (AᵀA)ᵀ", gramMatrix, equals: gramMatrix.transposed, tolerance: 0
  )

  //: And xᵀAᵀAx is never negative, whatever x is. Try a thousand random
  //: directions.
  var lowest = Double.infinity
  for _ in 1...1000 {
    let x = normal(rows: 4, columns: 1).column(0)
    lowest = min(lowest, x.dot(gramMatrix * x))
  }
  page.show(lowest, "the smallest xᵀAᵀAx of 1000")
  page.check("it is not negative", lowest >= 0)

  //: A thousand tries prove nothing. One line does: xᵀAᵀAx = (Ax)ᵀ(Ax) =
  //: ‖Ax‖², the square of a length. Such a matrix is called *positive
  //: semidefinite*.
  //:
  //: Now the spectral theorem speaks. A symmetric matrix S has real
  //: eigenvalues λᵢ and orthonormal eigenvectors vᵢ, as many as it has
  //: rows: S = VΛVᵀ. And since λᵢ = vᵢᵀSvᵢ = ‖Avᵢ‖², no eigenvalue of AᵀA
  //: is negative.
  //:
  //: ## Jacobi's method
  //:
  //: How do you find them? Turn the coordinates until the matrix is
  //: diagonal. One step turns in the plane of two coordinates p and q, by
  //: just the angle that makes element (p, q) zero: tan 2θ =
  //: 2S[p,q]/(S[q,q] − S[p,p]). Of the angles that do it, the one with |θ|
  //: ≤ 45° disturbs least.
  func rotation(
    clearing p: Int, _ q: Int, of s: Matrix<Double>
  ) -> Matrix<Double> {
    let angle = atan(2 * s[p, q] / (s[q, q] - s[p, p])) / 2

    var j = Matrix<Double>.identity(s.rows)
    (j[p, p], j[p, q]) = (cos(angle), sin(angle))
    (j[q, p], j[q, q]) = (-sin(angle), cos(angle))
    return j
  }

  let first = rotation(clearing: 0, 1, of: gramMatrix)
  page.show(
    first.transposed * gramMatrix * first,
    "AᵀA, turned in the plane of 0 and 1")

  //: The element is gone.
  //:
  //: All that the matrix J holds are two numbers, cos θ and sin θ. You can
  //: have them without the angle. The tangent t = tan θ is a root of t² +
  //: 2τt − 1 = 0, with τ = (S[q,q] − S[p,p])/(2S[p,q]). The smaller root
  //: is the smaller angle. From t follow the cosine c = 1/√(1 + t²) and
  //: the sine tc. Exercise 1.2 asks you for just this, and here is its
  //: solution.
  page.source(of: "jacobiRotation")
  let (cosine, sine) = try jacobiRotation(
    gramMatrix[0, 0], gramMatrix[0, 1], gramMatrix[1, 1])
  page.check(
    "1.2  the same rotation, without an angle", [cosine, sine],
    equals: [first[0, 0], first[0, 1]])

  //: The next rotation will spoil the zero again, a little. But each one
  //: takes 2S[p,q]² away from the sum of the squares off the diagonal, and
  //: never gives it back. So visit every pair in turn, and do it again.
  //: One round is a *sweep*.
  func offDiagonal(_ s: Matrix<Double>) -> Double {
    (s - .diagonal(s.diagonal)).frobeniusNorm
  }

  var s = gramMatrix
  var v = Matrix<Double>.identity(s.rows)
  var history = [offDiagonal(s)]
  for _ in 1...5 {
    for p in 0..<s.rows {
      for q in p + 1..<s.rows where s[p, q] != 0 {
        let j = rotation(clearing: p, q, of: s)
        s = j.transposed * s * j
        v = v * j
      }
    }
    history.append(offDiagonal(s))
  }

  //: That was all of it. Look at what is left off the diagonal after each
  //: sweep.
  page.plot(
    Chart(
      title: "Off-diagonal norm",
      x: Axis("sweep"), y: Axis("‖S − diag S‖F", .log),
      series: [.line("norm", history.indices.map(Double.init), history)]))
  page.show(history, "sweep by sweep")

  //: First it falls slowly, then the number of correct digits doubles, and
  //: more, from one sweep to the next. Convergence is *quadratic*. What
  //: remains is rounding error.
  let remainder = offDiagonal(s) / gramMatrix.frobeniusNorm
  page.check("S is diagonal", residual: remainder, atMost: 1e-15)

  //: ## Hold it to its promise
  //:
  //: The diagonal holds the eigenvalues, and the columns of V, the product
  //: of all rotations, hold the eigenvectors. Sort both, the largest
  //: first.
  let diagonal = s.diagonal
  let order = diagonal.indices.sorted { diagonal[$0] > diagonal[$1] }
  let lambda = order.map { diagonal[$0] }
  let vectors = Matrix(rows: v.rows, columns: v.columns) { i, j in
    v[i, order[j]]
  }
  page.show(lambda, "eigenvalues λ")
  page.show(vectors, "eigenvectors, one a column")

  page.check("VᵀV = I", vectors.transposed * vectors, equals: .identity(4))
  for i in lambda.indices {
    let x = vectors.column(i)
    page.check(
      "pair \(i): AᵀAv = λv", gramMatrix * x, equals: x * lambda[i])
  }

  //: `LinearAlgebra` has a faster method for the same thing. Both must
  //: agree on the values.
  let library = try symmetricEigen(gramMatrix)
  page.check(
    "the same values from `symmetricEigen`", lambda, equals: library.values
  )

  //: - Note: Do not compare the vectors one by one. −v is as good an
  //:   eigenvector as v. Compare what does not depend on the sign, such as
  //:   the product VΛVᵀ, or the projector vvᵀ.
  let rebuilt = vectors.scalingColumns(by: lambda) * vectors.transposed
  page.check("VΛVᵀ = AᵀA", rebuilt, equals: gramMatrix)

  //: ## From eigenvalues to singular values
  //:
  //: You saw that λᵢ = ‖Avᵢ‖². So √λᵢ is how much A stretches vᵢ. That is
  //: the singular value σᵢ, and vᵢ is the right singular vector.
  let sigma = lambda.map { max($0, 0).squareRoot() }
  let reference = try svd(a)
  let stretches = lambda.indices.map { (a * vectors.column($0)).norm }
  page.table(
    "Two roads to the same values",
    .integers("i", [1, 2, 3, 4]),
    .numbers("λᵢ of AᵀA", lambda, digits: 6),
    .numbers("√λᵢ", sigma, digits: 6),
    .numbers("σᵢ from svd(A)", reference.singularValues, digits: 6),
    .numbers("‖Avᵢ‖", stretches, digits: 6))
  page.check("σ = √λ", sigma, equals: reference.singularValues)

  //: - Important: The article fills Σ with eigenvalues. It holds their
  //:   *square roots*. Multiply A by 3 and σ grows by 3, while λ grows by
  //:   9. The eigenvalues of A itself are something else again; this A has
  //:   none, since it is not square.
  let tripled = try svd(a * 3).singularValues
  page.check("3A has 3σ", tripled, equals: sigma.map { 3 * $0 })

  //: ## Bring back what was forgotten
  //:
  //: The left vectors are in A, not in AᵀA. A sends vᵢ to a vector of
  //: length σᵢ. Where σᵢ > 0, divide by that length, and uᵢ = Avᵢ/σᵢ is a
  //: unit vector. The uᵢ are orthogonal to each other, because (Avᵢ)ᵀ(Avⱼ)
  //: = vᵢᵀAᵀAvⱼ = λⱼvᵢᵀvⱼ = 0 for i ≠ j.
  let u = (a * vectors).scalingColumns(by: sigma.map { 1 / $0 })
  page.show(u, "U = AVΣ⁻¹")
  page.check("UᵀU = I", u.transposed * u, equals: .identity(4))

  let factors = SVD(u: u, singularValues: sigma, v: vectors)
  page.check("A = UΣVᵀ", factors.reconstructed(), equals: a)

  //: There is a tempting short cut. U belongs to AAᵀ just as V belongs to
  //: AᵀA. So why not run a second eigendecomposition, on AAᵀ, and take its
  //: vectors for U?
  func cutShort(_ a: Matrix<Double>) throws -> Matrix<Double> {
    let right = try symmetricEigen(a.transposed * a)
    let left = try symmetricEigen(a * a.transposed)
    let sigma = right.values.map { max($0, 0).squareRoot() }
    let factors = SVD(
      u: left.vectors, singularValues: sigma, v: right.vectors)
    return factors.reconstructed()
  }

  let trials = 500
  var wrong = 0
  for _ in 1...trials {
    let square = normal(rows: 4, columns: 4)
    let error = try (cutShort(square) - square).frobeniusNorm
    if error > 1e-6 * square.frobeniusNorm { wrong += 1 }
  }
  page.note(
    "Of \(trials) random 4×4 matrices, it rebuilt **\(wrong)** wrongly.")

  //: The values are right, and so is each vector, up to its sign. But the
  //: signs come in pairs. Turn vᵢ round and you must turn uᵢ round. Two
  //: separate decompositions choose their signs separately. Four pairs
  //: agree by luck once in 2⁴ = 16 times, so 15 of 16 matrices, 93.75 %,
  //: should come out wrong.
  let surprise = abs(Double(wrong) / Double(trials) - 15.0 / 16)
  page.check(
    "15 in 16 go wrong, or nearly", residual: surprise, atMost: 0.05)

  //: - Important: The article's recipe for U and V is this short cut:
  //:   "eigendecomposition of AAᵀ", and of AᵀA. Couple them: uᵢ = Avᵢ/σᵢ.
  //:
  //: ## The article's example
  //:
  //: The article draws a 5×5 matrix at random and rounds what it prints to
  //: four digits. Do the same with a seed, so that you can do it again.
  let random = Matrix<Double>.uniform(
    rows: 5, columns: 5, using: &generator)
  let example = try svd(random)

  func toFourDigits(_ x: Double) -> Double { (x * 1e4).rounded() / 1e4 }
  page.show(random.map(toFourDigits), "a")
  page.show(example.u.map(toFourDigits), "U")
  page.show(example.singularValues.map(toFourDigits), "Σ")
  page.show(example.v.transposed.map(toFourDigits), "Vᵀ")

  //: Multiply the printed digits again. What they rebuild is off by no
  //: more than the rounding allows.
  let rounded = SVD(
    u: example.u.map(toFourDigits),
    singularValues: example.singularValues.map(toFourDigits),
    v: example.v.map(toFourDigits))
  let off = (rounded.reconstructed() - random).maxNorm
  page.check(
    "a = UΣVᵀ, to the digits printed", residual: off, atMost: 1e-3)

  //: - Note: "We have 5 values, so it's 5-rank", the article goes on.
  //:   Every 5×5 matrix has five values. Its rank is the number of those
  //:   above rounding error.
  let flat = Matrix(rows: 5, columns: 5) { i, j in Double(i + j) }
  page.show(try svd(flat).singularValues, "σ of a 5×5 matrix of rank 2")
  page.check("its rank is 2", try flat.rank() == 2)

  //: ## Where this goes wrong: solving a polynomial
  //:
  //: Eigenvalues are the roots of det(S − λI) = 0. You may read that
  //: programs solve this polynomial. No serious library does, and
  //: Wilkinson's example shows why. Take the eigenvalues 1, 2, …, 20 and
  //: multiply out (λ − 1)(λ − 2)…(λ − 20).
  let roots = (1...20).map(Double.init)
  var coefficients = [1.0]
  for root in roots {
    let timesLambda = coefficients + [0]
    let timesOne = [0] + coefficients
    coefficients = zip(timesLambda, timesOne).map { $0 - root * $1 }
  }
  page.show(coefficients.last ?? 0, "the last coefficient, 20!")

  //: Then start Newton's method at each exact root, and see where it
  //: settles.
  func newton(from start: Double) -> Double {
    var x = start
    for _ in 1...50 {
      // Horner's scheme, for the polynomial and for its derivative.
      var value = 0.0
      var slope = 0.0
      for coefficient in coefficients {
        slope = slope * x + value
        value = value * x + coefficient
      }
      if slope != 0 { x -= value / slope }
    }
    return x
  }
  let drift = roots.map { abs(newton(from: $0) - $0) }

  //: For comparison, hide the same eigenvalues in a full symmetric matrix
  //: QΛQᵀ.
  let frame = try qr(normal(rows: 20, columns: 20)).q
  let hidden = frame.scalingColumns(by: roots) * frame.transposed
  let symmetric = (hidden + hidden.transposed) / 2
  let ascending = try symmetricEigen(symmetric).values.reversed()
  let errors = zip(ascending, roots).map { abs($0 - $1) }
  page.plot(
    Chart(
      title: "Error in each eigenvalue",
      x: Axis("λ"), y: Axis("error", .log),
      series: [
        .scatter("roots of the polynomial", roots, drift),
        .scatter("symmetricEigen", roots, errors),
      ]))

  let lost = drift.max() ?? 0
  let kept = errors.max() ?? 0
  page.table(
    "The largest error",
    .texts("from", ["the polynomial", "symmetricEigen"]),
    .scientific("error", [lost, kept]))
  page.check(
    "the polynomial loses a million times more", lost > 1e6 * kept)

  //: Sixteen digits are not enough for this polynomial. Change one
  //: coefficient in its last digit, and the roots move visibly. Rotations
  //: do no such harm: they keep lengths, so they never magnify an error.
  //:
  //: ## Where this goes wrong: a value that vanishes
  //:
  //: Even AᵀA itself does harm. Läuchli's matrix has the singular values
  //: √(2 + ε²) and ε.
  let epsilon = 1e-9
  let lauchli: Matrix = [[1, 1], [epsilon, 0], [0, epsilon]]
  let square = lauchli.transposed * lauchli
  page.show(square, "AᵀA")

  //: The diagonal should be 1 + ε². A `Double` carries about sixteen
  //: digits, and ε² stands in the eighteenth decimal place. It is gone
  //: before any method could look for it: this matrix has rank 1.
  let direct = try svd(lauchli).singularValues
  let squares = try symmetricEigen(square).values
  let detour = squares.map { max($0, 0).squareRoot() }
  let largest = [sqrt(2), direct[0], detour[0]]
  let smallest = [epsilon, direct[1], detour[1]]
  page.table(
    "The singular values of Läuchli's matrix, ε = 10⁻⁹",
    .texts("from", ["theory", "svd(A)", "√λ of AᵀA"]),
    .numbers("σ₁", largest, digits: 9),
    .scientific("σ₂", smallest))

  page.check(
    "svd keeps the small value", direct[1], equals: epsilon,
    tolerance: 1e-15)
  page.check("AᵀA loses it", abs(detour[1] - epsilon) > 0.5 * epsilon)

  //: What AᵀA gives says nothing of σ₂. It is the root of a rounding
  //: error, and another machine may well print 0.
  //:
  //: Forming AᵀA squares the condition number. Values below √ε_machine ≈
  //: 10⁻⁸ of the largest drown. So AᵀA is the way to *understand* the
  //: decomposition. To *compute* it, use a method that works on A.
  //:
  //: ## Your turn
  //:
  //: Five exercises take you along the road you have just seen:
  //:
  //: - **1.1** from A to AᵀA;
  //: - **1.2** the rotation that clears one element;
  //: - **1.3** from AᵀA to σ and V;
  //: - **1.4** back to U;
  //: - **1.5** the digits that the road costs.
  //:
  //: The rotation you have seen at work. Here the next three run one after
  //: the other, on a larger matrix.
  let tall = normal(rows: 40, columns: 12)
  page.check(
    "1.1  AᵀA", try gram(tall), equals: tall.transposed * tall)

  let (values, right) = try rightSingularPairs(tall)
  page.check(
    "1.3  the values", values, equals: try svd(tall).singularValues)

  let left = try leftSingularVectors(tall, values: values, v: right)
  let whole = left.scalingColumns(by: values) * right.transposed
  page.check("1.4  UΣVᵀ = A", whole, equals: tall)

  let digits = try digitsKept(lauchli, values: detour)
  page.check("1.5  σ₁ keeps its digits", digits[0], equals: 12)
  page.check("1.5  σ₂ keeps none", digits[1], equals: 0, tolerance: 0.5)

  //: Write them in `Exercises/01-Eigendecomposition.swift`, grade them
  //: with `swift test --filter Eigendecomposition`, and run this page on
  //: your own functions with `swift run course mine Eigendecomposition`.
  //:
  //: The next lesson makes a proof of this road: `swift run SVDProof`.
}
