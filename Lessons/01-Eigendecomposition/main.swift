//: # What AᵀA knows
//:
//: How do you find the singular values of a matrix, and how many of their
//: digits can you trust?
//:
//: Take any matrix A and multiply its transpose by it. The product AᵀA is
//: square and symmetric, and it knows half of the singular value
//: decomposition A = UΣVᵀ: the singular values σᵢ, and the columns vᵢ of
//: V, the right vectors. Carl Gustav Jacobi's method of 1846 gets them
//: out in a few lines. Then you find the other half, and look at what the
//: way through AᵀA costs.
//:
//: The lesson follows the article "SVD (Singular Vector Decomposition)
//: with AI" (its text names no author), and says where the article errs.
//: It begins with the title: the V is for *values*.
//:
//: You will see
//: - why AᵀA is symmetric and has no negative eigenvalue;
//: - Jacobi's method, sweep by sweep, until only the eigenvalues are left;
//: - the singular values and both sets of vectors, held against `svd`;
//: - three ways that look right and are wrong;
//: - how `svd` works, which never forms AᵀA.
//:
//: Mathematics counts from 1 and Swift from 0: v₁ is `v.column(0)`.
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
  //: called the Gram matrix. (Exercise 1.1.) (A check prints the
  //: *residual*, how far its two sides are apart, and how far rounding may
  //: take them.)
  let gramMatrix = a.transposed * a
  page.show(gramMatrix, "AᵀA")
  page.check(
    "columns 1 and 2", gramMatrix[0, 1],
    equals: a.column(0).dot(a.column(1)))

  //: It does not know where the columns lie. Turn all of them together, by
  //: any orthogonal matrix Q, and AᵀA stays the same. (*Orthogonal*: its
  //: columns have length one and are at right angles, so QᵀQ = I, the
  //: identity.) For (QA)ᵀ(QA) = AᵀQᵀQA = AᵀA.
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

  //: A thousand tries prove nothing. One line does:
  //: $$ xᵀAᵀAx = (Ax)ᵀ(Ax) = ‖Ax‖² ≥ 0 $$
  //: It is the square of a length. Such a matrix is called *positive
  //: semidefinite*.
  //:
  //: Now the spectral theorem speaks. An *eigenvector* of a matrix S is a
  //: direction that S keeps: Sv = λv. The factor λ is its *eigenvalue*. A
  //: symmetric S has real eigenvalues λᵢ and orthonormal eigenvectors vᵢ,
  //: as many as it has rows. With the λᵢ on the diagonal of Λ:
  //: $$ S = VΛVᵀ $$
  //: And since λᵢ = vᵢᵀSvᵢ = ‖Avᵢ‖², no eigenvalue of AᵀA is negative.
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
    return planeRotation(
      p, q, cosine: cos(angle), sine: sin(angle), size: s.rows)
  }

  let first = rotation(clearing: 0, 1, of: gramMatrix)
  page.show(
    first.transposed * gramMatrix * first,
    "AᵀA, turned in the plane of 1 and 2")

  //: The element is gone.
  //:
  //: All that the matrix J holds are two numbers, cos θ and sin θ. You can
  //: have them without the angle. The tangent t = tan θ is a root of
  //: $$ t² + 2τt − 1 = 0, with τ = (S[q,q] − S[p,p])/(2S[p,q]) $$
  //: The smaller root is the smaller angle. From t follow cosine and sine:
  //: $$ c = 1/√(1 + t²) and s = tc $$
  //: Exercise 1.2 asks you for just this, and here is its solution.
  page.source(of: "jacobiRotation")
  let (cosine, sine) = try jacobiRotation(
    gramMatrix[0, 0], gramMatrix[0, 1], gramMatrix[1, 1])
  page.check(
    "1.2  the same rotation, without an angle", [cosine, sine],
    equals: [first[0, 0], first[0, 1]])

  //: The next rotation will spoil the zero again, a little. But each one
  //: takes 2S[p,q]² away from the sum of the squares off the diagonal, and
  //: never gives it back. So visit every pair in turn, and do it again.
  //: One round is a *sweep*. Measure what is left by the root of that sum,
  //: ‖S − diag S‖F. (The root of the sum of all squares of a matrix is its
  //: *Frobenius norm*, ‖·‖F.)
  //:
  //: - Predict: After how many sweeps is nothing left but rounding error:
  //:   4, 20 or 100?
  func offDiagonal(_ s: Matrix<Double>) -> Double {
    (s - .diagonal(s.diagonal)).frobeniusNorm
  }

  var s = gramMatrix
  var v = Matrix<Double>.identity(s.rows)
  var history = [offDiagonal(s)]
  var steps = [("AᵀA", s)]
  for _ in 1...5 {
    for p in 0..<s.rows {
      for q in p + 1..<s.rows where s[p, q] != 0 {
        let j = rotation(clearing: p, q, of: s)
        s = j.transposed * s * j
        v = v * j
        steps.append(("turned in the plane of \(p + 1) and \(q + 1)", s))
      }
    }
    history.append(offDiagonal(s))
  }

  //: That was all of it. You can follow the first rotations one by one.
  page.explore(
    .steps("Jacobi's rotations of AᵀA", Array(steps.prefix(10))))

  //: Look at what is left off the diagonal after each sweep.
  page.plot(
    Chart(
      title: "Off-diagonal norm",
      x: Axis("sweep"), y: Axis("‖S − diag S‖F", .log),
      series: [.line("norm", history.indices.map(Double.init), history)]))
  page.show(history, "sweep by sweep")
  let sweeps = history.prefix { $0 > 1e-13 * history[0] }.count
  page.reveal("After \(sweeps).")

  //: First it falls slowly, then the number of correct digits doubles, and
  //: more, from one sweep to the next. Convergence is *quadratic*. What
  //: remains is rounding error.
  let remainder = offDiagonal(s) / gramMatrix.frobeniusNorm
  page.check("S is diagonal", residual: remainder, atMost: 1e-14)

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
      "pair \(i + 1): AᵀAv = λv", gramMatrix * x, equals: x * lambda[i])
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
  //: the singular value σᵢ, and vᵢ is the right singular vector. (Exercise
  //: 1.3.)
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
  //: length σᵢ. Where σᵢ > 0, divide by that length:
  //: $$ uᵢ = Avᵢ/σᵢ $$
  //: is a unit vector. The uᵢ are orthogonal to each other, because
  //: $$ (Avᵢ)ᵀ(Avⱼ) = vᵢᵀAᵀAvⱼ = λⱼvᵢᵀvⱼ = 0 for i ≠ j $$
  //: (Exercise 1.4.)
  let u = (a * vectors).scalingColumns(by: sigma.map { 1 / $0 })
  page.show(u, "U = AVΣ⁻¹")
  page.check("UᵀU = I", u.transposed * u, equals: .identity(4))

  let factors = SVD(u: u, singularValues: sigma, v: vectors)
  page.check("A = UΣVᵀ", factors.reconstructed(), equals: a)

  //: There is a tempting short cut. U belongs to AAᵀ just as V belongs to
  //: AᵀA. So why not run a second eigendecomposition, on AAᵀ, and take its
  //: vectors for U?
  //:
  //: - Predict: Take 500 random 4×4 matrices. How many will this short cut
  //:   rebuild wrongly: none, half, or nearly all?
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
  page.reveal("Of \(trials), it rebuilt **\(wrong)** wrongly.")

  //: The values are right, and so is each vector, up to its sign. But the
  //: signs come in pairs. Turn vᵢ round and you must turn uᵢ round. Two
  //: separate decompositions choose their signs separately. Four pairs
  //: agree by luck once in 2⁴ = 16 times, so 15 of 16 matrices, 93.75 %,
  //: should come out wrong.
  let surprise = abs(Double(wrong) / Double(trials) - 15.0 / 16)
  page.check(
    "15 in 16 go wrong, or nearly", residual: surprise, atMost: 0.05)

  //: - Important: Where the article lists the factors, U is an
  //:   "eigendecomposition of AAᵀ" and V one of AᵀA: this short cut. Its
  //:   proof, further on, does define u as Av/σ. Trust the proof: it
  //:   couples the signs.
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
  //:
  //: - Predict: A `Double` has sixteen digits. How many of the worst root
  //:   will be right: 13, 8 or 3?
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

  //: The worst of each:
  let lost = drift.max() ?? 0
  let kept = errors.max() ?? 0
  page.table(
    "The largest error",
    .texts("from", ["the polynomial", "symmetricEigen"]),
    .scientific("error", [lost, kept]))
  let worstRoot = drift.firstIndex(of: lost) ?? 0
  let rightDigits = -log10(lost / roots[worstRoot])
  page.reveal(
    "\(rightDigits.shown(decimals: 1)): root \(worstRoot + 1) is off by "
      + "\(lost.shown(digits: 2)).")
  page.check(
    "the polynomial loses a million times more", lost > 1e6 * kept)

  //: Sixteen digits are not enough for this polynomial. Add a small δ to
  //: the coefficient of λⁱ, and a root r moves by δrⁱ/|p′(r)|, near
  //: enough. (p′ is the slope; at a root it is the product of the
  //: distances to the others.) Let δ be the last bit of a coefficient.
  func moved(_ root: Double, by power: Int) -> Double {
    let slope = roots.filter { $0 != root }.map { abs(root - $0) }
    let lastBit = coefficients[20 - power].ulp
    return lastBit * pow(root, Double(power)) / slope.reduce(1, *)
  }
  let powers = Array(0..<20)
  let farthest = roots.map { root in
    powers.map { moved(root, by: $0) }.max() ?? 0
  }
  let move = farthest.max() ?? 0
  page.note(
    "One bit, the last of one coefficient, moves root "
      + "\((farthest.firstIndex(of: move) ?? 0) + 1) by "
      + "\(move.shown(digits: 2)).")
  page.check(
    "one bit moves it a million times as far as `symmetricEigen` errs",
    move > 1e6 * kept)

  //: Rotations do no such harm, for two reasons. They keep lengths, so
  //: they magnify no error: what comes out are the eigenvalues of S + E,
  //: with an E no larger than rounding. And Hermann Weyl proved in 1912
  //: that a symmetric E moves no eigenvalue by more than ‖E‖₂. (‖E‖₂, the
  //: *spectral norm*, is the most that E stretches any vector; for a
  //: symmetric E it is its largest |λ|.) Try a hundred E on the
  //: eigenvalues 1 to 20.
  var worst = 0.0
  for _ in 1...100 {
    let draw = normal(rows: 20, columns: 20)
    let e = (draw + draw.transposed) / 1000
    let after = try symmetricEigen(symmetric + e).values.reversed()
    let moves = zip(after, roots).map { abs($0 - $1) }
    worst = max(worst, (moves.max() ?? 0) / (try e.spectralNorm()))
  }
  page.show(worst, "the largest move, as a share of ‖E‖₂")
  // ‖E‖₂ is rounded too, at 10⁻¹⁴ of the eigenvalues 1 to 20.
  page.check("Weyl: no move is above ‖E‖₂", worst, atMost: 1 + 1e-9)

  //: The bound is sharp. Let E be δI, and every eigenvalue moves by just
  //: δ. The roots of a polynomial have no such theorem.
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
  //: error, and another machine may well print 0. (Exercise 1.5 counts the
  //: digits that are left.)
  //:
  //: The *condition number* of a matrix is σ₁/σₙ, the largest value by
  //: the smallest. AᵀA has σ², so its condition number is the square.
  //: Rounding leaves an error of about 10⁻¹⁶λ₁ in every λ, and drowns
  //: values below 10⁻⁸ of σ₁. So AᵀA is the way to *understand* the
  //: decomposition. To *compute* it, work on A itself.
  //:
  //: ## How `svd` works: turn the columns of A
  //:
  //: Jacobi's method never needed the whole of AᵀA. Its rotation asks for
  //: three numbers: two squared lengths and one inner product. Take them
  //: from two columns of A, at the moment when you need them, and turn
  //: the two columns. This is the *one-sided* method (M. R. Hestenes,
  //: 1958), and the rotation is yours from exercise 1.2.
  func oneSidedJacobi(
    _ a: Matrix<Double>, sweeps: Int
  ) throws -> (turned: Matrix<Double>, v: Matrix<Double>) {
    var turned = a
    var v = Matrix<Double>.identity(a.columns)
    for _ in 1...sweeps {
      for p in 0..<a.columns {
        for q in p + 1..<a.columns {
          let (x, y) = (turned.column(p), turned.column(q))
          let (c, s) = try jacobiRotation(x.dot(x), x.dot(y), y.dot(y))
          let j = planeRotation(p, q, cosine: c, sine: s, size: a.columns)
          turned = turned * j
          v = v * j
        }
      }
    }
    return (turned, v)
  }

  //: In the end the columns are at right angles. They are AV, so you know
  //: what they are: AV = UΣ. Their lengths are the singular values, and
  //: their directions the left vectors. No AᵀA, no division by a σ that
  //: came from elsewhere.
  let (turnedColumns, ofColumns) = try oneSidedJacobi(a, sweeps: 5)
  let columnLengths = (0..<4).map { turnedColumns.column($0).norm }
  page.show(columnLengths, "the lengths of the columns, as they stand")
  page.check(
    "sorted, they are σ", columnLengths.sorted(by: >),
    equals: reference.singularValues)

  let directions = turnedColumns.scalingColumns(
    by: columnLengths.map { 1 / $0 })
  page.check(
    "UᵀU = I", directions.transposed * directions, equals: .identity(4))
  let again = directions.scalingColumns(by: columnLengths)
  page.check("UΣVᵀ = A", again * ofColumns.transposed, equals: a)

  //: Now the matrix on which AᵀA failed.
  let (saved, _) = try oneSidedJacobi(lauchli, sweeps: 2)
  let savedLengths = (0..<2).map { saved.column($0).norm }
  page.show(savedLengths, "Läuchli's σ, from turned columns", digits: 9)
  let relative = abs((savedLengths.min() ?? 0) / epsilon - 1)
  page.check(
    "σ₂ to all its digits, |σ₂/ε − 1|", residual: relative, atMost: 1e-14)

  //: The inner products lost ε² here too: the first angle comes out as
  //: 45°, as if ε were 0. But the angle is all that they decide. The
  //: columns themselves still hold ε, and turning them keeps it. After a
  //: QR factorisation that puts long columns first, this is how
  //: `svd(a, accuracy: .high)` works.
  //:
  //: ## How `svd` works: two diagonals
  //:
  //: Rotations take several sweeps over the whole matrix. It is cheaper
  //: to make most of it zero once and for all. The tool is a mirror (A. S.
  //: Householder, 1958). The matrix I − 2wwᵀ, with a w of length one,
  //: reflects at right angles to w. Choose w, and it sends a column x to
  //: (±‖x‖, 0, …, 0). This one leaves the first k elements alone.
  func mirror(for x: Vector<Double>, from k: Int) -> Matrix<Double> {
    var w = Vector(x.indices.map { $0 < k ? 0 : x[$0] })
    w[k] += x[k] < 0 ? -w.norm : w.norm
    w = w.normalized()
    return Matrix(rows: w.count, columns: w.count) { i, j in
      (i == j ? 1 : 0) - 2 * w[i] * w[j]
    }
  }

  //: A mirror from the left clears a column below the diagonal. One from
  //: the right clears a row, but for two elements, so that it does not
  //: fill the column again. Go on with the next.
  var b = a
  for k in 0..<a.columns {
    b = mirror(for: b.column(k), from: k) * b
    if k + 2 < a.columns { b = b * mirror(for: b.row(k), from: k + 1) }
  }
  page.show(b.map { abs($0) < 1e-14 ? 0 : $0 }, "B, where 10⁻¹⁴ is 0")
  page.check(
    "B has the singular values of A", try svd(b).singularValues,
    equals: reference.singularValues)

  //: A mirror keeps lengths, as a rotation does, so B has the singular
  //: values of A, with an error of rounding only. Two diagonals are left:
  //: B is *bidiagonal*. You do not get rid of the upper one in finitely
  //: many steps. But you can make it small. Transpose, and use the R of
  //: a QR factorisation: Bᵀ = QR. R is bidiagonal again, and its values
  //: are those of B.
  var upper = b[rows: 0..<4, columns: 0..<4]
  func aboveDiagonal(_ r: Matrix<Double>) -> Double {
    (r - .diagonal(r.diagonal)).frobeniusNorm
  }
  var heights = [aboveDiagonal(upper)]
  while heights.count < 400, heights[heights.count - 1] > 1e-13 {
    upper = try qr(upper.transposed).r
    heights.append(aboveDiagonal(upper))
  }
  page.plot(
    Chart(
      title: "What stands above the diagonal of B",
      x: Axis("step"), y: Axis("norm", .log),
      series: [.line("norm", heights.indices.map(Double.init), heights)]))
  page.check(
    "the diagonal holds σ", upper.diagonal.map(abs).sorted(by: >),
    equals: reference.singularValues)
  let pace = heights[heights.count - 1] / heights[heights.count - 2]
  page.note(
    "\(heights.count - 1) steps; in the end each multiplies the norm by "
      + "\(pace.shown(digits: 3)).")

  //: This is a straight line, not Jacobi's steep one: each step wins the
  //: same factor, the ratio of two neighbouring σ. G. H. Golub and W.
  //: Kahan (1965) shift the values first, towards the one that is sought,
  //: so that a ratio becomes tiny: about two steps a value are enough.
  //: And a step on two diagonals costs O(n), where one on a full matrix
  //: costs O(n³). The mirrors, and turning U and V along, make it O(mn²)
  //: in all, for m ≥ n. That is `svd`.
  let ratios = (1..<4).map {
    reference.singularValues[$0] / reference.singularValues[$0 - 1]
  }
  page.check(
    "the pace is the largest ratio σᵢ₊₁/σᵢ", pace,
    equals: ratios.max() ?? 0, tolerance: 0.01)

  //: Every step, a mirror or a rotation, keeps lengths. So the errors do
  //: not grow, and Weyl's theorem holds for singular values too: an E
  //: moves none by more than ‖E‖₂. Hide values from 1 down to 10⁻¹² in a
  //: matrix QΣPᵀ, look for them on both ways, and count the digits.
  //:
  //: - Predict: Of σ = 10⁻⁹, with σ₁ = 1, how many digits are right after
  //:   the way through AᵀA: seven, three, or none?
  let decades = (0...12).map { pow(10, -Double($0)) }
  let (qOfDecades, pOfDecades) = (
    try qr(normal(rows: 30, columns: 13)).q,
    try qr(normal(rows: 13, columns: 13)).q
  )
  let decade =
    qOfDecades.scalingColumns(by: decades) * pOfDecades.transposed
  func digitsRight(_ found: [Double]) -> [Double] {
    zip(found, decades).map { value, sigma in
      min(max(-log10(abs(value - sigma) / sigma), 0), 16)
    }
  }
  let bySVD = digitsRight(try svd(decade).singularValues)
  let byGram = digitsRight(try rightSingularPairs(decade).values)
  let exponents = decades.indices.map { -Double($0) }
  page.plot(
    Chart(
      title: "The digits of σ that are right",
      x: Axis("log₁₀ σ, with σ₁ = 1"), y: Axis("digits", range: 0...16),
      series: [
        .line("svd(A)", exponents, bySVD),
        .line("√λ of AᵀA", exponents, byGram),
      ]))

  //: On A, a value ten times as small has one digit less. By way of AᵀA
  //: it has two less, and at 10⁻⁸ nothing is left. Exercise 1.5 counts
  //: such digits for any matrix.
  page.reveal(
    "\(byGram[9].shown(decimals: 1)), and from `svd` "
      + "\(bySVD[9].shown(decimals: 1)).")
  let gains = (3...7).map { bySVD[$0] - byGram[$0] }
  page.check(
    "from 10⁻³ to 10⁻⁷ `svd` has 3 digits more, on average", 3,
    atMost: gains.reduce(0, +) / 5)
  page.check(
    "below 10⁻⁸ AᵀA has less than 1 digit, `svd` 2 or more",
    byGram[9...].allSatisfy { $0 < 1 } && bySVD.allSatisfy { $0 > 2 })

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
  //: The rotation of 1.2 has done both of Jacobi's methods. Here the other
  //: exercises run one after the other, on a larger matrix.
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
  page.check("1.5  σ₂ keeps half a digit at most", digits[1], atMost: 0.5)

  //: Write them in `Exercises/01-Eigendecomposition.swift`, grade them
  //: with `swift test --filter Eigendecomposition`, and run this page on
  //: your own functions with `swift run course mine Eigendecomposition`.
  //:
  //: ## The answer
  //:
  //: The singular values are the square roots of the eigenvalues of AᵀA,
  //: and uᵢ = Avᵢ/σᵢ brings the left vectors back. But that way a value
  //: ten times as small has two digits less; `svd`, which turns and
  //: mirrors A itself, loses one.
  page.predictions()

  //: The next lesson makes a proof of this road: `swift run SVDProof`.
}

//: ## Behind the page
//:
//: A rotation in the plane of two coordinates, as a matrix.
func planeRotation(
  _ p: Int, _ q: Int, cosine: Double, sine: Double, size: Int
) -> Matrix<Double> {
  var j = Matrix<Double>.identity(size)
  (j[p, p], j[p, q]) = (cosine, sine)
  (j[q, p], j[q, q]) = (-sine, cosine)
  return j
}
