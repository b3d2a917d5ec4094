//: # Every matrix turns a circle into an ellipse
//:
//: Why does every matrix have a singular value decomposition, and what
//: does it tell you about the matrix?
//:
//: Whatever a matrix does, it does in three moves: a turn, a stretch
//: along the axes, another turn. (A turn may also be a mirror.) In
//: symbols
//: $$ A = UΣVᵀ $$
//: This lesson proves it, and each step of the proof is a statement, an
//: argument, and a check that runs. The proof is that of the article "SVD
//: (Singular Vector Decomposition) with AI", with the holes filled.
//:
//: You will see
//: - a circle, its image, and the two directions that stay perpendicular;
//: - the proof, and the place where the usual proof divides by zero;
//: - what is unique about the factors, and what is free;
//: - the four subspaces that U and V are made of;
//: - why nothing of rank k comes closer to A than its first k layers;
//: - equations that have no solution, and what the best one is worth;
//: - two slips in the article's session that nobody warns you of.
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

  //: On an ellipse.
  //:
  //: - Predict: Two vectors at right angles go through A. For which pairs
  //:   are the images at right angles too: for every pair, for one, or
  //:   for none?
  //:
  //: Turn a pair through a quarter turn, and measure the angle between
  //: its images.
  func angle(_ x: Vector<Double>, _ y: Vector<Double>) -> Double {
    acos(x.dot(y) / (x.norm * y.norm)) * 180 / .pi
  }
  let quarter = (0...90).map { angle(image[$0], image[$0 + 90]) }
  page.plot(
    Chart(
      title: "The angle between the images of a pair at right angles",
      x: Axis("how far the pair is turned"), y: Axis("degrees"),
      series: [.line("angle", (0...90).map(Double.init), quarter)]))
  let isWide = quarter.map { $0 > 90 }
  let crossings = zip(isWide, isWide.dropFirst()).count { $0 != $1 }
  page.reveal(
    crossings == 1
      ? "For one: the angle passes 90 degrees once in a quarter turn."
      : "The angle passes 90 degrees \(crossings) times.")
  page.check("one pair", crossings == 1)

  //: Which pair is it? Ask for the direction that is stretched most, v₁.
  //: To find it, step from any x to AᵀAx, made one long, and again. Then
  //: take v₂ perpendicular to v₁.
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

  //: They go to the ends of the axes of the ellipse. So their images are
  //: perpendicular.
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

  //: The lengths of the half axes are the *singular values* σ₁ and σ₂.
  //: Their directions are u₁ and u₂.
  //:
  //: ## The same by hand
  //:
  //: You can do this one on paper. With A = [[2, 2], [−1, 2]], AᵀA =
  //: [[5, 2], [2, 8]]. If x is an *eigenvector*, AᵀAx = λx, then x is
  //: stretched by √λ: ‖Ax‖² = xᵀAᵀAx = λ‖x‖². The two λ have the sum 5 +
  //: 8 = 13 and the product 5·8 − 2·2 = 36. So they are 9 and 4, and the
  //: singular values are 3 and 2.
  let byHand: Matrix = [[5, 2], [2, 8]]
  page.check("AᵀA", map.transposed * map, equals: byHand)
  page.check(
    "σ₁ = 3 and σ₂ = 2", [image1.norm, image2.norm], equals: [3, 2])

  //: For λ = 9 the first row says 5x₁ + 2x₂ = 9x₁, so x₂ = 2x₁, and v₁ =
  //: (1, 2)/√5. A makes (6, 3)/√5 of it; divide by 3, and u₁ = (2,
  //: 1)/√5. In the same way v₂ = (−2, 1)/√5 goes to (−2, 4)/√5, so u₂ =
  //: (−1, 2)/√5. Put them together as columns.
  let turnU = Matrix([[2, -1], [1, 2]]) / 5.0.squareRoot()
  let turnV = Matrix([[1, -2], [2, 1]]) / 5.0.squareRoot()
  let stretches: Matrix<Double> = .diagonal([3, 2])
  page.check(
    "UΣVᵀ = A", turnU * stretches * turnV.transposed, equals: map)

  //: Read the product from the right. First Vᵀ: it turns the pair v₁, v₂
  //: into the axes, and leaves the circle a circle.
  func drawn(_ title: String, _ map: Matrix<Double>) -> Chart {
    let points = circle.map { map * $0 }
    let arrows = directions.map { [[0, 0], map * $0] }
    return Chart(
      title: title,
      x: Axis("x₁", range: -6...6), y: Axis("x₂", range: -2.5...2.5),
      series: [
        .line("circle", x1(points), x2(points)),
        .line("v₁", x1(arrows[0]), x2(arrows[0])),
        .line("v₂", x1(arrows[1]), x2(arrows[1])),
      ])
  }
  page.plot(
    drawn("1. After Vᵀ: the pair lies on the axes", turnV.transposed))

  //: Then Σ: it stretches along the axes, by 3 and by 2.
  page.plot(
    drawn("2. After ΣVᵀ: an ellipse", stretches * turnV.transposed))

  //: Then U: it turns the ellipse to where A wants it.
  page.plot(
    drawn("3. After UΣVᵀ = A", turnU * stretches * turnV.transposed))

  //: Try other matrices. For which is the ellipse a circle, and for which
  //: is it a line?
  page.explore(.ellipse("The circle and its image", of: map))

  //: *Turn* is a short word for a matrix with perpendicular columns of
  //: length one. Such a matrix, called *orthogonal*, may also be a
  //: mirror. Which of the two, the determinant says: 1 or −1. (It is
  //: x₁y₂ − x₂y₁ for columns x and y.) Where det A < 0, just one of U and
  //: V is a mirror: exchange the rows of A, and it happens.
  func determinant(_ a: Matrix<Double>) -> Double {
    a[0, 0] * a[1, 1] - a[0, 1] * a[1, 0]
  }
  let exchanged: Matrix = [[-1, 2], [2, 2]]
  let mirrored = try svd(exchanged)
  func row(_ factors: [Matrix<Double>]) -> [String] {
    factors.map { determinant($0).shown(decimals: 0) }
  }
  page.table(
    "Determinants", ["", "U", "V", "the matrix"],
    [
      ["A"] + row([turnU, turnV, map]),
      ["rows exchanged"] + row([mirrored.u, mirrored.v, exchanged]),
    ])
  let signs = determinant(mirrored.u) * determinant(mirrored.v)
  page.check("one of the two mirrors", signs, equals: -1)

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
  //:
  //: The proof only says that v₁ exists. *Power iteration* finds it: the
  //: steps from x to AᵀAx that you have used above. Why do they turn x
  //: towards v₁? Write x in the vᵢ. Each step multiplies the part along
  //: vᵢ by λᵢ, and λ₁ is the largest. Here is exercise 2.2.
  page.source(of: "mostStretchedDirection")

  //: Then take v₁ out of A: the rest is A(I − v₁v₁ᵀ), which sends v₁ to 0
  //: and leaves what is perpendicular to it alone. Go on with the rest.
  var rest = a
  var found: [Vector<Double>] = []
  for _ in 0..<a.columns {
    let next = try mostStretchedDirection(
      rest, start: [3, 2, 1], tolerance: 1e-14
    ).direction
    found.append(next)
    let image = rest * next
    rest = Matrix(rows: a.rows, columns: a.columns) { i, j in
      rest[i, j] - image[i] * next[j]
    }
  }
  let v = Matrix(rows: 3, columns: 3) { i, j in found[j][i] }
  let lambda = found.map { $0.dot(gram * $0) }
  page.show(v, "V")
  page.show(lambda, "λ")

  page.check(
    "VᵀV = I", v.transposed * v, equals: .identity(3), tolerance: 1e-12)
  page.check(
    "AᵀAV = VΛ", gram * v, equals: v.scalingColumns(by: lambda),
    tolerance: 1e-11)
  page.check("no λ is negative", lambda.allSatisfy { $0 >= 0 })

  //: How many steps does it take? After each, what x has of v₂ beside
  //: what it has of v₁ is λ₂/λ₁ = (σ₂/σ₁)² of what it was.
  //:
  //: - Predict: σ₂/σ₁ is 0.9 in one matrix and 0.99 in another. How many
  //:   times as many steps does the second take: about as many, ten
  //:   times, or a hundred times as many?
  let ratios = [0.5, 0.9, 0.99, 0.999]
  let runs = try ratios.map { ratio in
    try mostStretchedDirection(
      .diagonal([1, ratio]), start: [1, 1], tolerance: 1e-12)
  }
  let steps = runs.map(\.steps)
  page.table(
    "Power iteration, until a step moves x by 10⁻¹² or less",
    .numbers("σ₂/σ₁", ratios, digits: 3), .integers("steps", steps),
    .scientific("what x has of v₂", runs.map { abs($0.direction[1]) }))
  let times = Double(steps[2]) / Double(steps[1])
  page.reveal(
    "\(times.shown(decimals: 1)) times as many: they grow as "
      + "1/(1 − σ₂/σ₁).")

  //: See the last column too. Where the steps are short, the last one
  //: says little: to move by 10⁻¹² is not to be as near as that.
  let expected = log(ratios[1]) / log(ratios[2])
  page.check(
    "log 0.9/log 0.99 times as many, to 30 %", times, equals: expected,
    tolerance: 0.3 * expected)

  //: A step costs two products, 4mn operations, and no decomposition. So
  //: power iteration is the method for a few pairs of a large matrix
  //: with a gap behind them. `svd` is the method for all of them.
  //:
  //: ### Step 3. ‖Avᵢ‖ = √λᵢ
  //:
  //: For ‖Avᵢ‖² = vᵢᵀAᵀAvᵢ = λᵢvᵢᵀvᵢ = λᵢ. Call this length σᵢ. It is the
  //: singular value.
  let sigma = lambda.map { $0.squareRoot() }
  let lengths = sigma.indices.map { (a * v.column($0)).norm }
  page.check("‖Avᵢ‖ = σᵢ", lengths, equals: sigma, tolerance: 1e-12)

  //: ### Step 4. The uᵢ = Avᵢ/σᵢ are orthonormal
  //:
  //: For
  //: $$ uᵢᵀuⱼ = vᵢᵀAᵀAvⱼ/(σᵢσⱼ) = λⱼvᵢᵀvⱼ/(σᵢσⱼ) $$
  //: This is 1 where i = j,
  //: and 0 elsewhere. Remember that here you divide.
  let u = (a * v).scalingColumns(by: sigma.map { 1 / $0 })
  page.check(
    "UᵀU = I", u.transposed * u, equals: .identity(3), tolerance: 1e-12)

  //: ### Step 5. AV = UΣ
  //:
  //: Multiply step 4 by σᵢ: Avᵢ = σᵢuᵢ. Write these columns side by side.
  let diagonal = try sigmaMatrix(sigma, rows: 3, columns: 3)
  page.check("AV = UΣ", a * v, equals: u * diagonal, tolerance: 1e-12)

  //: ### Step 6. A = UΣVᵀ
  //:
  //: V is square with orthonormal columns, so its inverse is Vᵀ, and VVᵀ
  //: = I. Multiply step 5 by Vᵀ from the right. Mind that this takes all
  //: n columns: with fewer of them, VVᵀ is only a projection.
  page.check(
    "VVᵀ = I", v * v.transposed, equals: .identity(3), tolerance: 1e-12)
  page.check(
    "A = UΣVᵀ", u * diagonal * v.transposed, equals: a, tolerance: 1e-11)

  //: That is the proof. You may also read it from the left: Aᵀuᵢ =
  //: AᵀAvᵢ/σᵢ = σᵢvᵢ. So A sends vᵢ to σᵢuᵢ, and Aᵀ brings uᵢ back to
  //: σᵢvᵢ.
  page.check(
    "AᵀU = VΣ", a.transposed * u, equals: v.scalingColumns(by: sigma),
    tolerance: 1e-11)

  //: Write the product column by column and row by row, and it is a sum:
  //: $$ A = σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ + … = ∑ᵢ σᵢuᵢvᵢᵀ $$
  //: Each term is a matrix of rank one. These lessons call the terms
  //: *layers*.

  //: - Important: The article says that u is "an eigenvector
  //:   corresponding the sigma value", and that u and v have the same
  //:   magnitude, σ. Every uᵢ and every vᵢ has the magnitude 1. They
  //:   share σᵢ in the two equations above. As eigenvectors, of AAᵀ and
  //:   of AᵀA, they belong to σᵢ².
  let aat = a * a.transposed
  page.check(
    "AAᵀU = UΣ²", aat * u, equals: u.scalingColumns(by: lambda),
    tolerance: 1e-11)

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
  page.check(
    "u₂ and v₂ turned round", both, equals: a, tolerance: 1e-11)

  let one = otherU * diagonal * v.transposed
  let sigma2 = sigma[1]
  page.check(
    "u₂ alone: off by 2σ₂", (one - a).frobeniusNorm, equals: 2 * sigma2,
    tolerance: 1e-11)

  //: If a value repeats, more is free. Build a matrix H with the values
  //: 2, 2, 1. Then turn the first two columns of U and of V by one angle,
  //: within their plane.
  var generator = SeededGenerator(seed: page.seed)
  func normal(rows: Int, columns: Int) -> Matrix<Double> {
    .normal(rows: rows, columns: columns, using: &generator)
  }

  let left = try qr(normal(rows: 3, columns: 3)).q
  let right = try qr(normal(rows: 3, columns: 3)).q
  let values: [Double] = [2, 2, 1]
  let h = left.scalingColumns(by: values) * right.transposed

  let spin: Matrix = [[0.6, -0.8, 0], [0.8, 0.6, 0], [0, 0, 1]]
  let other = SVD(
    u: left * spin, singularValues: values, v: right * spin)
  page.show(right, "V")
  page.show(other.v, "another V, as good")
  page.check("both rebuild H", other.reconstructed(), equals: h)

  //: No single column of a repeated value means anything. The plane that
  //: they span does. So compare projectors: vvᵀ of a single vector, and
  //: of a repeated value the sum over its vectors. They depend on no sign
  //: and on no angle.
  func projector(on basis: Matrix<Double>) -> Matrix<Double> {
    basis * basis.transposed
  }

  let plane = try svd(h).v.firstColumns(2)
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
  //: next matrix, M, the last two columns follow from the first two:
  //: their sum, and twice the first less the second. So two of its values
  //: are 0. Rounding makes of their squares something tiny, of either
  //: sign.
  let tall: Matrix = [
    [1, 2], [0, 1], [1, -1], [2, 0], [1, 1], [0, 2],
  ]
  let flat: Matrix = [[1, 0, 1, 2], [0, 1, 1, -1]]
  let m = tall * flat
  page.show(m, "M")
  page.show(
    try symmetricEigen(m.transposed * m).values, "λ of MᵀM", digits: 2)

  let naive = try dividedImages(of: m)
  let gap = (naive.transposed * naive - .identity(4)).maxNorm
  page.check("this U is not orthonormal", !(gap < 0.01))

  //: The way out has two parts. First, build only the uᵢ with σᵢ > 0.
  //: There are r of them, and r is the rank. What counts as 0 must be
  //: decided for λ, before the root: a rounding error of 10⁻¹⁶ in λ is
  //: one of 10⁻⁸ in σ. Here is the whole of it. It is steps 2 to 4 of the
  //: proof, with one line that says what counts as 0.
  page.source(of: "compactSVD")
  let compact = try compactSVD(m)
  page.check("r = 2", compact.singularValues.count, equals: 2)
  page.check("r terms rebuild M", compact.reconstructed(), equals: m)

  //: Nothing is missing. Where σᵢ = 0, Avᵢ is the zero vector, and the
  //: term σᵢuᵢvᵢᵀ would add nothing.
  //:
  //: Second, if you want U to be square, complete it. Take a vector,
  //: subtract what lies in the span of the columns you have, make the
  //: rest one long, and append it. Go on until there are m columns. The
  //: new ones need no A at all. In UΣ they meet only zeros.
  //:
  //: Mind which vector you take. One that lies in the span leaves no
  //: rest, and to make nothing one long you divide by zero again. Here
  //: it is, with the sum of the two columns of U.
  let inSpan = compact.u.column(0) + compact.u.column(1)
  let noRest = inSpan - projector(on: compact.u) * inSpan
  page.show(noRest.norm, "the length of its rest")
  let junk = noRest.normalized()
  page.show(compact.u.transposed * junk, "Uᵀ(the rest, made one long)")

  //: Where rounding leaves a rest, it may point anywhere, also back into
  //: the span. So take the unit vector that leaves the longest rest, and
  //: subtract twice, since the first time rounding leaves something
  //: behind. Here is exercise 2.4.
  page.source(of: "completeBasis")
  let fullU = try completeBasis(compact.u)
  let fullV = try completeBasis(compact.v)
  let fullSigma = try sigmaMatrix(
    compact.singularValues, rows: m.rows, columns: m.columns)
  page.show(fullSigma, "Σ")
  page.check(
    "U is orthogonal", fullU.transposed * fullU, equals: .identity(6))
  page.check(
    "M = UΣVᵀ, all three full", fullU * fullSigma * fullV.transposed,
    equals: m)

  //: Now the proof holds for every matrix. A tall one has at least m − n
  //: columns of U to complete, a wide one at least n − m columns of V.
  //: And whoever prefers tall matrices transposes: Aᵀ = VΣᵀUᵀ, the same
  //: values, with U and V exchanged.
  //:
  //: ## Full, thin, compact, truncated
  //:
  //: So there are four forms, by how many of the zeros you carry along.
  let full = try svd(m, .full)
  let thin = try svd(m)
  let compactForm = thin.truncated(to: 2)
  let truncatedForm = thin.truncated(to: 1)

  let forms = [full, thin, compactForm, truncatedForm]
  let distances = forms.map { (m - $0.reconstructed()).frobeniusNorm }
  page.table(
    "M is 6×4 and has rank 2; truncated to rank 1",
    .texts("form", ["full", "thin", "compact", "truncated"]),
    .texts("U", forms.map(\.u.shape)),
    .texts("Σ", forms.map { "\($0.u.columns)×\($0.v.columns)" }),
    .texts("V", forms.map(\.v.shape)),
    .scientific("‖M − UΣVᵀ‖F", distances))

  page.check("full is exact", full.reconstructed(), equals: m)
  page.check("thin is exact", thin.reconstructed(), equals: m)
  page.check("compact is exact", compactForm.reconstructed(), equals: m)

  //: - Important: The article says that an SVD is called thin, compact or
  //:   truncated "depending on the number of ranks to be used", as if
  //:   each lost something. Thin and compact lose nothing.
  //:
  //: ## The four subspaces
  //:
  //: Cut the full U and V after column r. Each falls into two parts, and
  //: each part spans a space that belongs to the matrix, whichever
  //: decomposition you use. (Exercise 2.5.)
  let spaces = try fourSubspaces(m)
  let parts = [
    (name: "row", vectors: "v₁ … vᵣ", basis: spaces.rowSpace),
    (name: "null", vectors: "vᵣ₊₁ … vₙ", basis: spaces.nullSpace),
    (name: "column", vectors: "u₁ … uᵣ", basis: spaces.columnSpace),
    (name: "left null", vectors: "uᵣ₊₁ … uₘ", basis: spaces.leftNullSpace),
  ]
  page.table(
    "The subspaces of M, 6×4",
    .texts("space", parts.map(\.name)),
    .texts("lies in", parts.map { "ℝ^\($0.basis.rows)" }),
    .texts("its basis", parts.map(\.vectors)),
    .integers("dimension", parts.map(\.basis.columns)))

  //: What lies in the null space, M sends to 0. And every x has just two
  //: parts, one in the row space and one in the null space, so M sees
  //: only the first.
  let x = normal(rows: m.columns, columns: 1).column(0)
  let seen = projector(on: spaces.rowSpace) * x
  let unseen = projector(on: spaces.nullSpace) * x
  page.check("x = the two parts", seen + unseen, equals: x)
  page.check("Mx = M times the first", m * seen, equals: m * x)

  //: ## Why nothing comes closer
  //:
  //: Keep the first k layers and you have Aₖ. How far is it from A? There
  //: are two ways to measure. The *spectral norm* ‖·‖₂ of a matrix is the
  //: most that it stretches any x of length one, σ₁. *Frobenius' norm*
  //: ‖·‖F is the root of the sum of all squares, √(σ₁² + σ₂² + …). What
  //: Aₖ misses are the layers that are left out. So its error is σₖ₊₁ in
  //: the first norm and √(σₖ₊₁² + σₖ₊₂² + …) in the second.
  //:
  //: No matrix of rank k does better. Erhard Schmidt showed it in 1907
  //: for Frobenius' norm (and for functions in place of matrices), Carl
  //: Eckart and Gale Young again in 1936; Leon Mirsky in 1960 for every
  //: norm that a turn leaves as it is, the spectral norm among them.
  //: Challenge them, with an 8×6 matrix G and k = 2.
  let g = normal(rows: 8, columns: 6)
  let k = 2
  let factors = try svd(g)
  let leastSpectral = factors.singularValues[k]  // σₖ₊₁, counted from 0
  let leastFrobenius = Vector(factors.singularValues[k...]).norm

  //: Two kinds of competitors, 500 of each. The first pick a plane at
  //: random, and take from G all that lies in it: QQᵀG. The second cheat:
  //: they take the plane of Gₖ, and move it a little.
  //:
  //: - Predict: How many of the 1000 come closer to G than Gₖ: none, a
  //:   few, or half of the second 500?
  func partOfG(inPlaneOf x: Matrix<Double>) throws -> Matrix<Double> {
    projector(on: try qr(x).q) * g
  }

  let random = try (1...500).map { _ in
    try partOfG(inPlaneOf: normal(rows: g.rows, columns: k))
  }

  let bestPlane = factors.u.firstColumns(k)
  let near = try (1...500).map { _ in
    let nudge = normal(rows: g.rows, columns: k) * 0.1
    return try partOfG(inPlaneOf: bestPlane + nudge)
  }

  //: Measure how far each of them is from G, in both norms.
  func errors(
    of rivals: [Matrix<Double>]
  ) throws -> (spectral: [Double], frobenius: [Double]) {
    let missing = rivals.map { g - $0 }
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
      x: Axis("‖G − B‖₂"), y: Axis("‖G − B‖F"),
      series: [
        .scatter("random", ofRandom.spectral, ofRandom.frobenius),
        .scatter("nearly Gₖ", ofNear.spectral, ofNear.frobenius),
        .scatter("Gₖ", [leastSpectral], [leastFrobenius]),
      ]))

  //: The nearest of each kind, beside Gₖ:
  func least(_ errors: [Double]) -> Double { errors.min() ?? .infinity }
  let spectral = [least(ofRandom.spectral), least(ofNear.spectral)]
  let frobenius = [least(ofRandom.frobenius), least(ofNear.frobenius)]
  page.table(
    "The smallest errors of each kind",
    .texts("kind", ["random", "nearly Gₖ", "Gₖ"]),
    .numbers("‖G − B‖₂", spectral + [leastSpectral], digits: 4),
    .numbers("‖G − B‖F", frobenius + [leastFrobenius], digits: 4))

  // For errors that equal the bound, but for rounding.
  let slack = 1 + 80 * Double.ulpOfOne
  let closer = zip(
    ofRandom.spectral + ofNear.spectral,
    ofRandom.frobenius + ofNear.frobenius
  ).count { $0 * slack < leastSpectral || $1 * slack < leastFrobenius }
  page.reveal("\(closer) of 1000, in either norm.")
  page.check(
    "none is below σₖ₊₁ or √(σₖ₊₁² + …)",
    least(spectral) * slack >= leastSpectral
      && least(frobenius) * slack >= leastFrobenius)

  //: Random tries prove nothing. The argument counts dimensions. If B has
  //: rank k, its null space has at least n − k of them. The vectors v₁ …
  //: vₖ₊₁ span k + 1. That is more than n together, so the two spaces
  //: meet: some x of length one is in both. B sends it to 0, so (G − B)x
  //: = Gx. And G stretches all that v₁ … vₖ₊₁ span by σₖ₊₁ or more. So
  //: $$ ‖G − B‖₂ ≥ ‖(G − B)x‖ = ‖Gx‖ ≥ σₖ₊₁ $$
  //:
  //: You can find this x. It is a combination of v₁ … vₖ₊₁ that B sends
  //: to 0: its coefficients are the last right singular vector of BVₖ₊₁.
  let rival = random[0]
  let span = factors.v.firstColumns(k + 1)
  let meeting = span * (try svd(rival * span).v.column(k))
  page.check(
    "Bx = 0", residual: (rival * meeting).norm,
    atMost: 80 * .ulpOfOne * rival.frobeniusNorm)

  let stretch = ((g - rival) * meeting).norm
  page.note(
    "‖(G − B)x‖ = \(stretch.shown()), σₖ₊₁ = \(leastSpectral.shown())")
  page.check("‖(G − B)x‖ ≥ σₖ₊₁", stretch * slack >= leastSpectral)

  //: Frobenius' norm follows. Take the difference G − B apart into layers
  //: as well, and add the first i − 1 of them to B. The sum has rank k + i
  //: − 1 at most. Its distance from G is the first value that is still
  //: missing, σᵢ(G − B). You have just proved that no matrix of that rank
  //: is nearer to G than σₖ₊ᵢ(G). So σᵢ(G − B) ≥ σₖ₊ᵢ(G), for every i.
  let gaps = try svd(g - rival).singularValues
  let bounds = factors.singularValues[k...]
  page.check(
    "σᵢ(G − B) ≥ σₖ₊ᵢ(G)",
    zip(gaps, bounds).allSatisfy { $0 * slack >= $1 })

  //: Square these, and add over i. On the left stands ‖G − B‖F², on the
  //: right σₖ₊₁² + σₖ₊₂² + …, the square of Gₖ's error. (Lesson 4 lives on
  //: it, from exercise 4.2 on.)
  //:
  //: Is Gₖ the only best one? In Frobenius' norm it is, where σₖ > σₖ₊₁.
  //: In the spectral norm there are others: that norm sees the largest
  //: miss alone, so the layers that are kept may be wrong by as much.
  var shorter = Array(factors.singularValues.prefix(k))
  shorter[0] -= leastSpectral / 2
  let another = SVD(
    u: bestPlane, singularValues: shorter, v: factors.v.firstColumns(k))
  page.check(
    "σ₁ less by σₖ₊₁/2, and the error is σₖ₊₁ still",
    try (g - another.reconstructed()).spectralNorm(),
    equals: leastSpectral,
    tolerance: 1e-13 * factors.singularValues[0])

  //: ## The first layers, and no others
  //:
  //: To get k layers, need you find all of them? Power iteration finds
  //: one. Send k + 5 random vectors through the matrix instead: their
  //: images lean towards u₁, u₂, … as each step of exercise 2.2 leans
  //: towards v₁. Make the images orthonormal, call that Q, and the layers
  //: you want are nearly those of QQᵀW. It takes an `svd` of QᵀW only,
  //: which has k + 5 rows. (*Randomised range finding*: N. Halko, P. G.
  //: Martinsson and J. A. Tropp, 2011.)
  func firstLayers(
    of w: Matrix<Double>, k: Int, steps: Int
  ) throws -> SVD<Double> {
    let images = w * normal(rows: w.columns, columns: k + 5)
    var q = try qr(images).q
    for _ in 0..<steps {
      q = try qr(w * (try qr(w.transposed * q).q)).q
    }
    let small = try svd(q.transposed * w).truncated(to: k)
    return SVD(
      u: q * small.u, singularValues: small.singularValues, v: small.v)
  }

  //: Try it on a 200×120 matrix W whose values fall slowly, σᵢ = 1/√i.
  //:
  //: - Predict: No step at all, 15 random vectors, 10 layers. How much
  //:   larger is the error than that of the best ten: by a tenth, by
  //:   half or more, or ten times as large?
  let slowly = (1...120).map { 1 / Double($0).squareRoot() }
  let w =
    try qr(normal(rows: 200, columns: 120)).q.scalingColumns(by: slowly)
    * (try qr(normal(rows: 120, columns: 120)).q.transposed)
  let excess = try (0...3).map { steps in
    try (1...10).map { _ in
      let layers = try firstLayers(of: w, k: 10, steps: steps)
      let error = try (w - layers.reconstructed()).spectralNorm()
      return error / slowly[10]
    }
  }

  //: Each product with W or Wᵀ costs 2·200·120·15 operations, and they are
  //: most of the work. All of `svd` costs about 6mn² + 11n³ (Golub and Van
  //: Loan's count).
  let passes = [2, 4, 6, 8]
  let whole = 6 * 200 * 120 * 120 + 11 * 120 * 120 * 120
  page.table(
    "Ten layers of W, ten draws each; 1 is the error of the best",
    .integers("steps", [0, 1, 2, 3]), .integers("products", passes),
    .percents(
      "of the work of `svd`",
      passes.map { Double($0 * 2 * 200 * 120 * 15) / Double(whole) },
      digits: 0),
    .numbers("‖W − W₁₀‖₂/σ₁₁, mean", excess.map { $0.reduce(0, +) / 10 }),
    .numbers("worst", excess.map { $0.max() ?? .nan }))
  let more = excess.map { 100 * ($0.reduce(0, +) / 10 - 1) }
  page.reveal(
    "By \(more[0].shown(decimals: 0)) %; after two steps by "
      + "\(more[2].shown(decimals: 0)) %.")
  let nearest = excess.flatMap { $0 }.min() ?? 0
  page.check("none is below the best", nearest * slack >= 1)
  page.check(
    "three steps: within 10 % of the best, in every draw",
    excess[3].allSatisfy { $0 < 1.1 })

  //: So where a few layers of a large matrix are wanted, nobody computes
  //: them all.
  //:
  //: ## Equations that have no solution
  //:
  //: What is all this good for? Solve Mx = y, with the 6×4 matrix M of
  //: rank 2 and six numbers y. There is no solution, since y does not lie
  //: in the plane of all Mx. And if there were one, there would be many,
  //: since M sends a whole plane to 0. Ask for the x that makes ‖Mx − y‖
  //: least, and of these for the shortest: the *least-squares solution*.
  //:
  //: In the coordinates of U and V nothing is left to solve. Along uᵢ the
  //: right side has uᵢᵀy, and σᵢ times the coordinate of x along vᵢ must
  //: equal it. Divide. Where σᵢ is 0, nothing helps: leave the coordinate
  //: 0, and x stays short. So the layers of M that there are will do. Here
  //: is exercise 2.6, and the two layers of M.
  page.source(of: "truncatedSolution")
  let y = normal(rows: m.rows, columns: 1).column(0)
  let solution = try truncatedSolution(m, y, count: 2)
  let missing = y - m * solution
  page.show(solution, "x")
  page.check(
    "what is left of y is ⟂ to every column of M", m.transposed * missing,
    equals: Vector([0, 0, 0, 0]), tolerance: 1e-13 * y.norm)
  page.check(
    "`leastSquares` agrees", solution, equals: try leastSquares(m, y),
    tolerance: 1e-13 * y.norm)

  //: Any other x that fits as well differs by something in the null
  //: space. That is perpendicular to this one, so it makes it longer.
  let longer = solution + unseen
  page.table(
    "Two least-squares solutions",
    .texts("x", ["from the SVD", "with a part of the null space"]),
    .numbers(
      "‖Mx − y‖",
      [solution, longer].map { (m * $0 - y).norm }, digits: 6),
    .numbers("‖x‖", [solution.norm, longer.norm], digits: 6))
  page.check(
    "‖longer‖² = ‖x‖² + ‖the part‖²", longer.dot(longer),
    equals: solution.dot(solution) + unseen.dot(unseen),
    tolerance: 1e-13 * longer.dot(longer))

  //: As a matrix, what you did is
  //: $$ M⁺ = VΣ⁺Uᵀ $$
  //: with 1/σᵢ in Σ⁺ where σᵢ > 0 and 0 elsewhere. It is the
  //: *pseudoinverse* (E. H. Moore 1920, Roger Penrose 1955). It undoes M
  //: where M can be undone: M⁺M is the projector on the row space, MM⁺
  //: that on the column space.
  let inverted = compact.singularValues.map { 1 / $0 }
  let plus = compact.v.scalingColumns(by: inverted) * compact.u.transposed
  page.check("`pseudoinverse`", plus, equals: try pseudoinverse(m))
  page.check("M⁺M", plus * m, equals: projector(on: spaces.rowSpace))
  page.check("MM⁺", m * plus, equals: projector(on: spaces.columnSpace))

  //: ## What a solution is worth
  //:
  //: A value that is 0 is left out. One that is merely small is worse. In
  //: the next matrix, K, the columns are nearly parallel. With the right
  //: side K(1, 1), the solution is (1, 1).
  let nearly: Matrix = [[1, 1], [1, 1.001]]
  let rightSide = nearly * Vector([1, 1])

  //: - Predict: Measure the right side with an error of 0.1 %. How wrong
  //:   can x be: by 0.1 %, by 40 %, or by 400 %?
  //:
  //: Along u₁ you divide by σ₁, along u₂ by σ₂, which is small. So let
  //: the error lie along u₂, where it grows most.
  let ofK = try svd(nearly)
  let flaw = ofK.u.column(1) * (0.001 * rightSide.norm)
  let wrongX = try solve(nearly, rightSide + flaw)
  let wrongBy = (wrongX - Vector([1, 1])).norm / Vector([1.0, 1]).norm
  page.show(wrongX, "x from the measured right side")
  page.reveal(
    "By \((100 * wrongBy).shown(digits: 3)) %: the error is divided by "
      + "σ₂ = \(ofK.singularValues[1].shown(digits: 3)).")

  //: How much worse it can get, the *condition number* says:
  //: $$ κ = σ₁/σₙ $$
  //: the largest value by the smallest. A relative error of the right
  //: side comes out κ times as large at the most. That most is reached
  //: where the right side lies along u₁ and its error along uₙ.
  let condition = ofK.singularValues[0] / ofK.singularValues[1]
  page.check("κ", condition, equals: try nearly.conditionNumber())
  let growth = wrongBy / 0.001
  page.note(
    "κ = \(condition.shown()); here the error grew \(growth.shown()) "
      + "times.")
  page.check(
    "no more than κ times", growth, atMost: condition * (1 + 1e-9))

  //: So a small ‖Kx − y‖ does not tell that x is right. The wrong x
  //: misses the right side by 0.1 % only. And here is lesson 1's
  //: reason against AᵀA again: its condition number is κ².
  page.check(
    "κ of KᵀK is κ²",
    try (nearly.transposed * nearly).conditionNumber() / condition,
    equals: condition, tolerance: 1e-6 * condition)

  //: What to do about small values? Treat them as 0, too. A larger
  //: example: element (i, j) is 1/(i + j − 1), 10×10, David Hilbert's
  //: matrix. The right side belongs to x = (1, …, 1), and has an error of
  //: 10⁻⁶. Keep only the first k layers of the matrix, and solve as in
  //: 2.6.
  let hilbert = Matrix(rows: 10, columns: 10) { i, j in
    1 / Double(i + j + 1)
  }
  let ones = Vector(Array(repeating: 1.0, count: 10))
  let tremble = normal(rows: 10, columns: 1).column(0) * 1e-6
  let offBy = try (1...10).map { k in
    let x = try truncatedSolution(
      hilbert, hilbert * ones + tremble, count: k)
    return (x - ones).norm / ones.norm
  }
  page.plot(
    Chart(
      title: "The error of x, from k layers of Hilbert's matrix",
      x: Axis("k"), y: Axis("‖x − 1‖/‖1‖", .log),
      series: [.line("error", (1...10).map(Double.init), offBy)]))

  //: With few layers x is too simple, with many it is noise, divided by
  //: next to nothing. In between it is of use. You will meet this curve
  //: again wherever a lesson chooses a rank.
  let least10 = offBy.min() ?? .infinity
  page.note(
    "The best k is \((offBy.firstIndex(of: least10) ?? 0) + 1), with an "
      + "error of \((100 * least10).shown(digits: 2)) %. All ten layers: "
      + "\((100 * offBy[9]).shown(digits: 2)) %.")
  page.check("all ten are 1000 times worse", offBy[9] > 1000 * least10)

  //: ## What a small change does
  //:
  //: A matrix from measurements is A + E, with an error E. What becomes
  //: of the values and of the vectors?
  //:
  //: The values are safe. Weyl's theorem of lesson 1 holds for them as it
  //: does for eigenvalues: none moves by more than ‖E‖₂.
  //:
  //: - Predict: A has the values 2, 1.999 and 0.5; ‖E‖₂ is 0.001. By
  //:   how many degrees can v₁ turn: 0.05, 0.5, or more than 10?
  //:
  //: Move the second value nearer to the first, and each time try 300 E
  //: of one size.
  let sizeOfE = 0.001
  let distancesOfValues = [1.0, 0.1, 0.01, 0.001]
  let worst = try distancesOfValues.map { distance in
    let values: [Double] = [2, 2 - distance, 0.5]
    var (shift, turn, turnOfPlane) = (0.0, 0.0, 0.0)
    for _ in 1...300 {
      let draw = normal(rows: 3, columns: 3)
      let e = draw * (sizeOfE / (try draw.spectralNorm()))
      let after = try svd(.diagonal(values) + e)
      for (found, value) in zip(after.singularValues, values) {
        shift = max(shift, abs(found - value))
      }
      let v = after.v
      turn = max(turn, hypot(v[1, 0], v[2, 0]))
      turnOfPlane = max(turnOfPlane, hypot(v[2, 0], v[2, 1]))
    }
    return (shift: shift, turn: turn, turnOfPlane: turnOfPlane)
  }

  //: Here is the worst of each 300. An angle is given by its sine.
  func inDegrees(_ sine: Double) -> Double {
    asin(min(sine, 1)) * 180 / .pi
  }
  let turns = worst.map { inDegrees($0.turn) }
  let planeTurns = worst.map { inDegrees($0.turnOfPlane) }
  page.table(
    "What an E with ‖E‖₂ = 0.001 does at the worst",
    .numbers("σ₁ − σ₂", distancesOfValues, digits: 3),
    .numbers("a σ moves by", worst.map(\.shift), digits: 5),
    .numbers("v₁ turns by, °", turns, digits: 3),
    .numbers("the plane of v₁, v₂, °", planeTurns, digits: 3))
  page.reveal(
    "By as many as \(turns[3].shown(decimals: 0)). With σ₂ = 1 it is "
      + "\(turns[0].shown(decimals: 2)).")
  page.check(
    "Weyl: no σ moves by more than ‖E‖₂",
    worst.map(\.shift).max() ?? .nan, atMost: sizeOfE * 1.000001)

  //: The vectors are as safe as the *gap* is wide. Chandler Davis and
  //: William Kahan (1970, for symmetric matrices) and Per-Åke Wedin (1972,
  //: for singular vectors) proved: v₁ turns by an angle whose sine is at
  //: most ‖E‖₂/(σ₁ − σ₂ − ‖E‖₂). Where the gap is no wider than E, they
  //: promise nothing, as here in the last row.
  let bounds1 = distancesOfValues.prefix(3).map {
    sizeOfE / ($0 - sizeOfE)
  }
  page.check(
    "Davis, Kahan and Wedin: no v₁ turns by more",
    zip(worst, bounds1).allSatisfy { $0.turn <= $1 * 1.000001 })

  //: The plane of v₁ and v₂ has a gap of its own, the one behind σ₂. That
  //: is wide in every row, and the plane stays where it is: you see what
  //: *repeated values* did above, from near by. A gap is also what
  //: decides how fast the steps of exercise 2.2 go.
  let gapOfPlane = 1 - 0.5 - sizeOfE  // The narrowest, in the first row.
  let mostOfPlane = worst.map(\.turnOfPlane).max() ?? .nan
  page.check(
    "the plane turns by no more than its gap allows",
    mostOfPlane, atMost: sizeOfE / gapOfPlane * 1.000001)

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

  //: Build Σ in the shape that the product needs. (Exercise 2.1.) Or
  //: multiply the columns of U by the values, and build no Σ at all.
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
  //: Six exercises belong to this lesson:
  //:
  //: - **2.1** build Σ in the right shape;
  //: - **2.2** step towards the direction that is stretched most, and
  //:   know when to stop;
  //: - **2.3** build the compact decomposition, zeros included;
  //: - **2.4** complete orthonormal columns to a basis;
  //: - **2.5** read the four subspaces from a decomposition;
  //: - **2.6** solve equations with the first k layers.
  //:
  //: Write them in `Exercises/02-SVDProof.swift`, grade them with `swift
  //: test --filter SVDProof`, and run this page on your own functions
  //: with `swift run course mine SVDProof`.
  //:
  //: ## The answer
  //:
  //: Some direction is stretched most; what is perpendicular to it stays
  //: perpendicular, so you can go on there, and in the end A = UΣVᵀ. The
  //: factors tell how far A is from lower rank, what A cannot see, and how
  //: much of an error A lets through.
  page.predictions()

  //: The next lesson looks for the directions in which data differ:
  //: `swift run PrincipalComponents`.
}
