//: # Every matrix turns a circle into an ellipse
//:
//: Whatever a matrix does, it does in three moves: a turn, a stretch
//: along the axes, another turn. In symbols A = UΣVᵀ, the singular value
//: decomposition. Every matrix has one. This lesson proves it, and each
//: step of the proof is a statement, an argument, and a check that runs.
//:
//: You will see
//: - a circle, its image, and the two directions that stay perpendicular;
//: - the proof, and the place where the usual proof divides by zero;
//: - what is unique about the factors, and what is free;
//: - the four subspaces that U and V are made of;
//: - why nothing of rank k comes closer to A than its first k layers;
//: - two slips in an article's session that nobody warns you of.
import Foundation
import LinearAlgebra
import Notebook
import SVDProofExercises

lesson("SVDProof", summary: "Why every matrix has an SVD") { page in
  //: ## A circle and its image
  //:
  //: Take a 2×2 matrix and send every vector of length one through it.
  //: The vectors lie on a circle. Where do their images lie?
  let map: Matrix = [[2, 2], [-1, 2]]
  let degrees = (0...360).map(Double.init)
  let circle = degrees.map {
    Vector([cos($0 * .pi / 180), sin($0 * .pi / 180)])
  }
  let image = circle.map { map * $0 }

  //: On an ellipse. Ask for the direction that is stretched most, v₁, and
  //: for the one perpendicular to it, v₂. (From any start, a step from x
  //: to AᵀAx, made one long, turns x towards v₁; take steps until none
  //: moves x.) Then see where the two go.
  let v1 = try mostStretchedDirection(
    map, start: [1, 0], tolerance: 1e-15
  ).direction
  let v2: Vector = [-v1[1], v1[0]]
  let image1 = map * v1
  let image2 = map * v2

  func x1(_ points: [Vector<Double>]) -> [Double] { points.map { $0[0] } }
  func x2(_ points: [Vector<Double>]) -> [Double] { points.map { $0[1] } }
  let directions = [v1, v2]
  let ends = [image1, image2]
  page.plot(
    Chart(
      title: "A circle, and what A makes of it",
      x: Axis("x₁", range: -6...6), y: Axis("x₂", range: -2.5...2.5),
      series: [
        .line("circle", x1(circle), x2(circle)),
        .line("image", x1(image), x2(image)),
        .scatter("v₁, v₂", x1(directions), x2(directions)),
        .scatter("Av₁, Av₂", x1(ends), x2(ends)),
      ]))

  //: They go to the ends of the axes of the ellipse. So the images are
  //: perpendicular too.
  page.check("Av₁ ⟂ Av₂", residual: abs(image1.dot(image2)), atMost: 1e-14)

  //: This is no accident. Suppose Av₂ leaned a little towards Av₁. Then
  //: you could tilt v₁ a little towards v₂. Its length would change only
  //: in second order, but ‖Av₁‖ would grow in first order. That cannot
  //: be, since v₁ was stretched most.
  //:
  //: Here is the stretch ‖Ax‖ of every direction. At the top the curve is
  //: level, and a quarter turn away is the bottom.
  page.plot(
    Chart(
      title: "How much A stretches each direction",
      x: Axis("angle of x, degrees"), y: Axis("‖Ax‖"),
      series: [.line("‖Ax‖", degrees, image.map(\.norm))]))

  //: The lengths of the half axes are the singular values, here 3 and 2.
  //: Their directions are u₁ and u₂.
  page.check(
    "σ₁ = 3 and σ₂ = 2", [image1.norm, image2.norm], equals: [3, 2])

  //: ## The proof
  //:
  //: Now for every shape. Take any m×n matrix A. This one is 5×3.
  let a: Matrix = [
    [2, 0, 1], [1, 3, 0], [0, 1, 2], [1, 1, 1], [0, 2, 1],
  ]

  //: ### Step 1. AᵀA is symmetric and positive semidefinite
  //:
  //: Lesson 1 showed both: (AᵀA)ᵀ = AᵀA, and xᵀAᵀAx = ‖Ax‖² is never
  //: negative.
  let gram = a.transposed * a
  page.check("AᵀA = (AᵀA)ᵀ", gram, equals: gram.transposed, tolerance: 0)

  //: ### Step 2. It has n orthonormal eigenvectors vᵢ, with λᵢ ≥ 0
  //:
  //: The article calls in the spectral theorem. You have just seen its
  //: argument. Some v₁ is stretched most, because ‖Ax‖ is continuous and
  //: the unit sphere is closed and bounded. At the top, tilting towards
  //: any w ⟂ v₁ gains nothing: (Aw)ᵀ(Av₁) = wᵀ(AᵀAv₁) = 0. So AᵀAv₁ has
  //: no part perpendicular to v₁, and must be λ₁v₁. The same line says
  //: that AᵀA keeps what is perpendicular to v₁ perpendicular to it. Look
  //: for the next maximum there, and go on, n times.
  let eigen = try symmetricEigen(gram)
  let lambda = eigen.values
  let v = eigen.vectors
  page.check("VᵀV = I", v.transposed * v, equals: .identity(3))
  page.check(
    "AᵀAV = VΛ", gram * v, equals: v.scalingColumns(by: lambda))
  page.check("no λ is negative", lambda.allSatisfy { $0 >= 0 })

  //: ### Step 3. ‖Avᵢ‖ = √λᵢ
  //:
  //: For ‖Avᵢ‖² = vᵢᵀAᵀAvᵢ = λᵢvᵢᵀvᵢ = λᵢ. Call this length σᵢ. It is the
  //: singular value.
  let sigma = lambda.map { $0.squareRoot() }
  let lengths = sigma.indices.map { (a * v.column($0)).norm }
  page.check("‖Avᵢ‖ = σᵢ", lengths, equals: sigma)

  //: ### Step 4. The uᵢ = Avᵢ/σᵢ are orthonormal
  //:
  //: For uᵢᵀuⱼ = vᵢᵀAᵀAvⱼ/(σᵢσⱼ) = λⱼvᵢᵀvⱼ/(σᵢσⱼ): this is 1 where i = j,
  //: and 0 elsewhere. Remember that here you divide.
  let u = (a * v).scalingColumns(by: sigma.map { 1 / $0 })
  page.check("UᵀU = I", u.transposed * u, equals: .identity(3))

  //: ### Step 5. AV = UΣ
  //:
  //: Multiply step 4 by σᵢ: Avᵢ = σᵢuᵢ. Write these columns side by side.
  let diagonal = try sigmaMatrix(sigma, rows: 3, columns: 3)
  page.check("AV = UΣ", a * v, equals: u * diagonal)

  //: ### Step 6. A = UΣVᵀ
  //:
  //: V is square with orthonormal columns, so its inverse is Vᵀ, and VVᵀ
  //: = I. Multiply step 5 by Vᵀ from the right. Mind that this takes all
  //: n columns: with fewer of them, VVᵀ is only a projection.
  page.check("VVᵀ = I", v * v.transposed, equals: .identity(3))
  page.check("A = UΣVᵀ", u * diagonal * v.transposed, equals: a)

  //: That is the proof. You may also read it from the left: Aᵀuᵢ =
  //: AᵀAvᵢ/σᵢ = σᵢvᵢ. So A sends vᵢ to σᵢuᵢ, and Aᵀ brings uᵢ back to
  //: σᵢvᵢ.
  page.check(
    "AᵀU = VΣ", a.transposed * u, equals: v.scalingColumns(by: sigma))

  //: - Important: The article says that u is "an eigenvector
  //:   corresponding the sigma value", and that u and v have the same
  //:   magnitude, σ. Every uᵢ and every vᵢ has the magnitude 1. They
  //:   share σᵢ in the two equations above. As eigenvectors, of AAᵀ and
  //:   of AᵀA, they belong to σᵢ².
  let aat = a * a.transposed
  page.check(
    "AAᵀU = UΣ²", aat * u, equals: u.scalingColumns(by: lambda))

  //: ## What is unique, and what is free
  //:
  //: The values are unique. Whoever finds A = UΣVᵀ has found AᵀA = VΣᵀΣVᵀ
  //: too, so the σᵢ² are the eigenvalues of AᵀA, and these belong to A
  //: alone.
  //:
  //: The vectors are not. Turn uᵢ and vᵢ round together, and the product
  //: stays. Turn one of them round alone, and it is spoilt.
  let flip: [Double] = [1, -1, 1]
  let otherU = u.scalingColumns(by: flip)
  let otherV = v.scalingColumns(by: flip)
  let both = otherU * diagonal * otherV.transposed
  page.check("u₂ and v₂ turned round", both, equals: a)

  let one = otherU * diagonal * v.transposed
  let sigma2 = sigma[1]
  page.check(
    "u₂ alone: off by 2σ₂", (one - a).frobeniusNorm, equals: 2 * sigma2)

  //: If a value repeats, more is free. Build a matrix B with the values
  //: 2, 2, 1. Then turn the first two columns of U and of V by one angle,
  //: within their plane.
  var generator = SeededGenerator(seed: page.seed)
  func normal(rows: Int, columns: Int) -> Matrix<Double> {
    .normal(rows: rows, columns: columns, using: &generator)
  }

  let left = try qr(normal(rows: 3, columns: 3)).q
  let right = try qr(normal(rows: 3, columns: 3)).q
  let values: [Double] = [2, 2, 1]
  let b = left.scalingColumns(by: values) * right.transposed

  let spin: Matrix = [[0.6, -0.8, 0], [0.8, 0.6, 0], [0, 0, 1]]
  let other = SVD(
    u: left * spin, singularValues: values, v: right * spin)
  page.show(right, "V")
  page.show(other.v, "another V, as good")
  page.check("both rebuild B", other.reconstructed(), equals: b)

  //: No single column of a repeated value means anything. The plane that
  //: they span does. So compare projectors: vvᵀ of a single vector, and
  //: of a repeated value the sum over its vectors. They depend on no sign
  //: and on no angle.
  func projector(on basis: Matrix<Double>) -> Matrix<Double> {
    basis * basis.transposed
  }

  let plane = try svd(b).v.firstColumns(2)
  let turnedPlane = other.v.firstColumns(2)
  page.check(
    "the same v₁v₁ᵀ + v₂v₂ᵀ from `svd`", projector(on: plane),
    equals: projector(on: turnedPlane))

  //: ## Where the proof divides by zero
  //:
  //: Step 4 divides by σᵢ. The article does so without a word. But what
  //: if σᵢ is 0? Here is a matrix with a column of zeros.
  func dividedImages(of x: Matrix<Double>) throws -> Matrix<Double> {
    let eigen = try symmetricEigen(x.transposed * x)
    let sigma = eigen.values.map { max($0, 0).squareRoot() }
    return (x * eigen.vectors).scalingColumns(by: sigma.map { 1 / $0 })
  }

  let c: Matrix = [[3, 0, 0], [4, 0, 0], [0, 2, 0], [0, 0, 0]]
  page.show(try dividedImages(of: c), "Avᵢ/σᵢ")

  //: 0/0 is no number, and u₃ is lost. Often no NaN warns you. In the
  //: next matrix, D, the last two columns follow from the first two:
  //: their sum, and twice the first less the second. So two of its values
  //: are 0. Rounding makes of their squares something tiny, of either
  //: sign.
  let tall: Matrix = [
    [1, 2], [0, 1], [1, -1], [2, 0], [1, 1], [0, 2],
  ]
  let flat: Matrix = [[1, 0, 1, 2], [0, 1, 1, -1]]
  let d = tall * flat
  page.show(d, "D")
  page.show(
    try symmetricEigen(d.transposed * d).values, "λ of DᵀD", digits: 2)

  let naive = try dividedImages(of: d)
  let gap = (naive.transposed * naive - .identity(4)).maxNorm
  page.check("this U is not orthonormal", !(gap < 0.01))

  //: The way out has two parts. First, build only the uᵢ with σᵢ > 0.
  //: There are r of them, and r is the rank. What counts as 0 must be
  //: decided for λ, before the root: a rounding error of 10⁻¹⁶ in λ is
  //: one of 10⁻⁸ in σ. Here is the whole of it. It is steps 2 to 4 of the
  //: proof, with one line that says what counts as 0.
  page.source(of: "compactSVD")
  let compact = try compactSVD(d)
  page.check("r = 2", compact.singularValues.count, equals: 2)
  page.check("r terms rebuild D", compact.reconstructed(), equals: d)

  //: Nothing is missing. Where σᵢ = 0, Avᵢ is the zero vector, and the
  //: term σᵢuᵢvᵢᵀ would add nothing.
  //:
  //: Second, if you want U to be square, complete it. Take any vector,
  //: subtract what lies in the span of the columns you have, make the
  //: rest one long, and append it. Go on until there are m columns. The
  //: new ones need no A at all. In UΣ they meet only zeros, so any will
  //: do.
  let fullU = try completeBasis(compact.u)
  let fullV = try completeBasis(compact.v)
  let fullSigma = try sigmaMatrix(
    compact.singularValues, rows: d.rows, columns: d.columns)
  page.show(fullSigma, "Σ")
  page.check(
    "U is orthogonal", fullU.transposed * fullU, equals: .identity(6))
  page.check(
    "D = UΣVᵀ, all three full", fullU * fullSigma * fullV.transposed,
    equals: d)

  //: Now the proof holds for every matrix. A tall one has at least m − n
  //: columns of U to complete, a wide one at least n − m columns of V.
  //: And whoever prefers tall matrices transposes: Aᵀ = VΣᵀUᵀ, the same
  //: values, with U and V exchanged.
  //:
  //: ## Full, thin, compact, truncated
  //:
  //: So there are four forms, by how many of the zeros you carry along.
  let full = try svd(d, .full)
  let thin = try svd(d)
  let compactForm = thin.truncated(to: 2)
  let truncatedForm = thin.truncated(to: 1)

  let forms = [full, thin, compactForm, truncatedForm]
  let distances = forms.map { (d - $0.reconstructed()).frobeniusNorm }
  page.table(
    "D is 6×4 and has rank 2; truncated to rank 1",
    .texts("form", ["full", "thin", "compact", "truncated"]),
    .texts("U", forms.map(\.u.shape)),
    .texts("Σ", forms.map { "\($0.u.columns)×\($0.v.columns)" }),
    .texts("V", forms.map(\.v.shape)),
    .scientific("‖D − UΣVᵀ‖F", distances))

  page.check("full is exact", full.reconstructed(), equals: d)
  page.check("thin is exact", thin.reconstructed(), equals: d)
  page.check("compact is exact", compactForm.reconstructed(), equals: d)

  //: - Important: The article says that an SVD is called thin, compact or
  //:   truncated "depending on the number of ranks to be used", as if
  //:   each lost something. Thin and compact lose nothing.
  //:
  //: ## The four subspaces
  //:
  //: Cut the full U and V after column r. Each falls into two parts, and
  //: each part spans a space that belongs to the matrix, whichever
  //: decomposition you use.
  let spaces = try fourSubspaces(d)
  let found = [
    (name: "row", vectors: "v₁ … vᵣ", basis: spaces.rowSpace),
    (name: "null", vectors: "vᵣ₊₁ … vₙ", basis: spaces.nullSpace),
    (name: "column", vectors: "u₁ … uᵣ", basis: spaces.columnSpace),
    (name: "left null", vectors: "uᵣ₊₁ … uₘ", basis: spaces.leftNullSpace),
  ]
  page.table(
    "The subspaces of D, 6×4",
    .texts("space", found.map(\.name)),
    .texts("lies in", found.map { "ℝ^\($0.basis.rows)" }),
    .texts("its basis", found.map(\.vectors)),
    .integers("dimension", found.map(\.basis.columns)))

  //: What lies in the null space, D sends to 0. And every x has just two
  //: parts, one in the row space and one in the null space, so D sees
  //: only the first.
  let x = normal(rows: d.columns, columns: 1).column(0)
  let seen = projector(on: spaces.rowSpace) * x
  let unseen = projector(on: spaces.nullSpace) * x
  page.check("x = the two parts", seen + unseen, equals: x)
  page.check("Dx = D times the first", d * seen, equals: d * x)

  //: ## Why nothing comes closer
  //:
  //: Keep the first k terms and you have Aₖ. Its error is σₖ₊₁ in the
  //: spectral norm, and √(σₖ₊₁² + σₖ₊₂² + …) in Frobenius'. Eckart and
  //: Young say that no matrix of rank k does better. Challenge them, with
  //: an 8×6 matrix E and k = 2.
  let e = normal(rows: 8, columns: 6)
  let k = 2
  let factors = try svd(e)
  let leastSpectral = factors.singularValues[k]  // σₖ₊₁, counted from 0
  let leastFrobenius = Vector(factors.singularValues[k...]).norm

  //: Two kinds of competitors, 500 of each. The first pick a plane at
  //: random, and take from E all that lies in it: QQᵀE. The second cheat:
  //: they take the plane of Eₖ, and move it a little.
  func partOfE(inPlaneOf x: Matrix<Double>) throws -> Matrix<Double> {
    projector(on: try qr(x).q) * e
  }

  let random = try (1...500).map { _ in
    try partOfE(inPlaneOf: normal(rows: e.rows, columns: k))
  }

  let bestPlane = factors.u.firstColumns(k)
  let near = try (1...500).map { _ in
    let nudge = normal(rows: e.rows, columns: k) * 0.1
    return try partOfE(inPlaneOf: bestPlane + nudge)
  }

  //: Measure how far each of them is from E, in both norms.
  func errors(
    of rivals: [Matrix<Double>]
  ) throws -> (spectral: [Double], frobenius: [Double]) {
    let missing = rivals.map { e - $0 }
    return (
      spectral: try missing.map { try $0.spectralNorm() },
      frobenius: missing.map(\.frobeniusNorm)
    )
  }

  let ofRandom = try errors(of: random)
  let ofNear = try errors(of: near)
  page.plot(
    Chart(
      title: "The errors of 1000 matrices of rank 2",
      x: Axis("‖E − B‖₂"), y: Axis("‖E − B‖F"),
      series: [
        .scatter("random", ofRandom.spectral, ofRandom.frobenius),
        .scatter("nearly Eₖ", ofNear.spectral, ofNear.frobenius),
        .scatter("Eₖ", [leastSpectral], [leastFrobenius]),
      ]))

  //: The nearest of each kind, beside Eₖ:
  func least(_ errors: [Double]) -> Double { errors.min() ?? .infinity }
  let spectral = [least(ofRandom.spectral), least(ofNear.spectral)]
  let frobenius = [least(ofRandom.frobenius), least(ofNear.frobenius)]
  page.table(
    "The smallest errors of each kind",
    .texts("kind", ["random", "nearly Eₖ", "Eₖ"]),
    .numbers("‖E − B‖₂", spectral + [leastSpectral], digits: 4),
    .numbers("‖E − B‖F", frobenius + [leastFrobenius], digits: 4))

  // For errors that equal the bound, but for rounding.
  let slack = 1 + 80 * Double.ulpOfOne
  page.check(
    "none is below σₖ₊₁ or √(σₖ₊₁² + …)",
    least(spectral) * slack >= leastSpectral
      && least(frobenius) * slack >= leastFrobenius)

  //: Random tries prove nothing. The argument counts dimensions. If B has
  //: rank k, its null space has at least n − k of them. The vectors v₁ …
  //: vₖ₊₁ span k + 1. That is more than n together, so the two spaces
  //: meet: some x of length one is in both. B sends it to 0, so (E − B)x
  //: = Ex. And E stretches all that v₁ … vₖ₊₁ span by σₖ₊₁ or more. So ‖E
  //: − B‖₂ ≥ σₖ₊₁.
  //:
  //: You can find this x. It is a combination of v₁ … vₖ₊₁ that B sends
  //: to 0: its coefficients are the last right singular vector of BVₖ₊₁.
  let rival = random[0]
  let span = factors.v.firstColumns(k + 1)
  let meeting = span * (try svd(rival * span).v.column(k))
  page.check(
    "Bx = 0", residual: (rival * meeting).norm,
    atMost: 80 * .ulpOfOne * rival.frobeniusNorm)

  let stretch = ((e - rival) * meeting).norm
  page.note(
    "‖(E − B)x‖ = \(stretch.shown()), σₖ₊₁ = \(leastSpectral.shown())")
  page.check("‖(E − B)x‖ ≥ σₖ₊₁", stretch * slack >= leastSpectral)

  //: Frobenius' norm follows. Take the difference E − B apart into layers
  //: as well, and add the first i − 1 of them to B. The sum has rank k + i
  //: − 1 at most. Its distance from E is the first value that is still
  //: missing, σᵢ(E − B). You have just proved that no matrix of that rank
  //: is nearer to E than σₖ₊ᵢ(E). So σᵢ(E − B) ≥ σₖ₊ᵢ(E), for every i.
  let gaps = try svd(e - rival).singularValues
  let bounds = factors.singularValues[k...]
  page.check(
    "σᵢ(E − B) ≥ σₖ₊ᵢ(E)",
    zip(gaps, bounds).allSatisfy { $0 * slack >= $1 })

  //: Square these, and add over i. On the left stands ‖E − B‖F², on the
  //: right σₖ₊₁² + σₖ₊₂² + …, the square of Eₖ's error.
  //:

  //: ## Where this goes wrong: a list for a matrix
  //:
  //: The article's session is in NumPy. It draws a 5×5 matrix, calls `U,
  //: Sigma, V = svd(a)`, makes a matrix `Sigma_mat` of the list `Sigma`,
  //: and then forgets to use it:
  //:
  //:     a_reconstructed = np.matmul(np.matmul(U, Sigma), V)
  //:
  //: `Sigma` is a list of five numbers. So U times it is a vector, and a
  //: vector times a matrix is a vector.
  let square = normal(rows: 5, columns: 5)
  let its = try svd(square)
  let vTransposed = its.v.transposed

  let uTimesList = its.u * Vector(its.singularValues)
  let timesV = vTransposed.transposed * uTimesList
  page.show(timesV, "their product")
  page.check("five numbers, not 25", timesV.count, equals: 5)

  //: There is no warning. In Swift a vector times a matrix does not
  //: compile; here the factors had to be exchanged. NumPy complains only
  //: where the shapes do not fit. For a 5×3 matrix U is 5×5, and the list
  //: has three numbers.
  let list: Matrix = [[3], [2], [1]]
  do {
    page.show(try product(its.u, list))
  } catch {
    page.note("Refused: \(error).")
  }

  //: Build Σ in the shape that the product needs. Or multiply the columns
  //: of U by the values, and build no Σ at all.
  let itsSigma = try sigmaMatrix(
    its.singularValues, rows: its.u.columns, columns: its.v.columns)
  page.check("with Σ", its.u * itsSigma * vTransposed, equals: square)

  let scaled = its.u.scalingColumns(by: its.singularValues)
  page.check("without", scaled * vTransposed, equals: square)

  //: ## Where this goes wrong: V that is Vᵀ
  //:
  //: The session calls the third result `V`. NumPy returns Vᵀ there; the
  //: article prints it as "V transpose matrix", and multiplies by it as
  //: it is, which is right. But the name is a trap. Here `svd` returns V.
  //: Who mixes them up takes rows for columns, and with a square matrix
  //: every shape fits.
  let target = its.u.column(0) * its.singularValues[0]
  func distance(fromTarget v1: Vector<Double>) -> Double {
    (square * v1 - target).norm
  }

  let ofColumn = distance(fromTarget: its.v.column(0))
  let ofRow = distance(fromTarget: its.v.row(0))
  page.table(
    "Taken for v₁",
    .texts("", ["column 1 of V", "row 1 of V"]),
    .scientific("‖Av₁ − σ₁u₁‖", [ofColumn, ofRow]))

  //: The values are right, U is right, and V is orthogonal. Only a
  //: product with A tells you, such as Avᵢ = σᵢuᵢ. Try it first with any
  //: library that you do not know.
  //:
  //: ## Your turn
  //:
  //: Five exercises belong to this lesson:
  //:
  //: - **2.1** build Σ in the right shape;
  //: - **2.2** step towards the direction that is stretched most, and
  //:   know when to stop;
  //: - **2.3** build the compact decomposition, zeros included;
  //: - **2.4** complete orthonormal columns to a basis;
  //: - **2.5** read the four subspaces from a decomposition.
  //:
  //: Write them in `Exercises/02-SVDProof.swift`, grade them with `swift
  //: test --filter SVDProof`, and run this page on your own functions
  //: with `swift run course mine SVDProof`.
  //:
  //: The next lesson looks for the directions in which data differ:
  //: `swift run PrincipalComponents`.
}
