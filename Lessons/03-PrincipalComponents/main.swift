//: # Which way do they differ?
//:
//: Measure four things of 342 penguins and you have a cloud of points in
//: four dimensions. It is not round. Along some directions the penguins
//: differ much, along others hardly at all. Principal component analysis
//: finds these directions, the widest first, and the singular value
//: decomposition does the finding.
//:
//: You will see
//: - five points by hand: mean, covariance, and why it is n − 1;
//: - where the components are in UΣVᵀ, and which side holds the samples;
//: - the penguins twice, since a unit changes the answer;
//: - 5 000 handwritten digits, their mean, and what they differ in;
//: - two ways in which a first component says nothing at all.
import Datasets
import Foundation
import LinearAlgebra
import LowRank
import Notebook
import PrincipalComponentsExercises

lesson(
  "PrincipalComponents",
  summary: "The directions in which samples differ most",
  options: [
    .init("--data", value: "FILE.csv", help: "a table with a header"),
    .init("--standardize", help: "divide columns by their deviations"),
  ]
) { page in
  //: ## Five points by hand
  //:
  //: Each row is a sample, each column is something that was measured.
  let five: Matrix = [[1, 1], [3, 3], [4, 3], [5, 5], [7, 3]]
  page.show(five, "X")

  //: Where the cloud lies does not matter now, only its shape. So subtract
  //: from each column its mean. From here on X stands for the centred
  //: samples.
  let x = try centred(five)
  page.show(x, "X, centred")

  //: How widely does a column spread? Take the mean of its squares; that
  //: is the *variance*. Do two columns rise together? Take the mean of
  //: their products, the *covariance*. One small matrix holds them all.
  let n = Double(five.rows)
  let c = Matrix(rows: 2, columns: 2) { i, j in
    x.column(i).dot(x.column(j)) / (n - 1)
  }
  page.show(c, "C")
  page.check("C = XᵀX/(n − 1)", try covariance(five), equals: c)

  //: You can do it in your head. The squares of the first column are 9, 1,
  //: 0, 1, 9, together 20. And 20/4 = 5.
  //:
  //: ## Why 4, and not 5?
  //:
  //: Because the mean was not given. You took it from the same five
  //: numbers, and no other number is as close to them. So the squares come
  //: out too small. The five deviations add up to 0: know four of them and
  //: you know the fifth. Only n − 1 are free.
  //:
  //: Try it. Draw five numbers of variance 1, twenty thousand times.
  var generator = SeededGenerator(seed: page.seed)
  let sums = (1...20_000).map { _ in
    let draw = Vector((1...5).map { _ in generator.nextNormal() })
    let mean = draw.reduce(0, +) / 5
    return draw.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }
  let sum = sums.reduce(0, +) / Double(sums.count)
  page.table(
    "The average of 20 000 estimates of a variance that is 1",
    .texts("divided by", ["n = 5", "n − 1 = 4"]),
    .numbers("average", [sum / 5, sum / 4], digits: 3))

  //: Its standard error is 0.005. Six times that is a safe bound.
  page.check(
    "n − 1 gives 1 on average", residual: abs(sum / 4 - 1), atMost: 0.03)

  //: ## The widest direction
  //:
  //: Now look along any direction: a unit vector w. Sample xᵢ lies at xᵢᵀw
  //: along it. The variance of those five numbers is wᵀCw.
  let degrees = (0...180).map(Double.init)
  let along = degrees.map { angle in
    let w: Vector = [cos(angle * .pi / 180), sin(angle * .pi / 180)]
    return w.dot(c * w)
  }
  page.plot(
    Chart(
      title: "The variance of the five points along a direction",
      x: Axis("degrees"), y: Axis("wᵀCw"),
      series: [.line("variance", degrees, along)]))

  //: There is a widest direction and a narrowest, and they are at right
  //: angles. That is no accident. C is symmetric, C = VΛVᵀ, and wᵀCw is
  //: largest at the eigenvector of the largest eigenvalue. The
  //: eigenvectors are the *principal components*; the eigenvalues are the
  //: variances along them.
  let eigen = try symmetricEigen(c)
  page.show(eigen.values, "variances")
  page.show(eigen.vectors, "components, one a column")
  page.check("6 and 1", eigen.values, equals: [6, 1])

  //: ## The same from the singular values
  //:
  //: With X = UΣVᵀ, XᵀX = VΣUᵀUΣVᵀ = VΣ²Vᵀ. So V holds the components, and
  //: the variances are σ²/(n − 1). You need not form C at all.
  let factors = try svd(x)
  let sigma = factors.singularValues
  let variances = sigma.map { $0 * $0 / (n - 1) }
  page.table(
    "Singular values and variances",
    .numbers("σ", sigma, digits: 4),
    .numbers("σ²/(n − 1)", variances, digits: 4),
    .numbers("λ of C", eigen.values, digits: 4),
    .numbers("√λ", eigen.values.map { $0.squareRoot() }, digits: 4))
  page.check("λ = σ²/(n − 1)", variances, equals: eigen.values)

  //: - Important: The article says that the singular values are the square
  //:   roots of the covariance's eigenvalues. Compare the first column
  //:   with the last. They differ by √(n − 1), and even that holds only
  //:   for centred samples.
  //:
  //: Times V, the samples get new coordinates: their *scores*. Since XV =
  //: UΣVᵀV = UΣ, you have them already.
  let scores = factors.u.scalingColumns(by: sigma)
  page.show(scores, "the five points in new coordinates")
  page.check("XV = UΣ", x * factors.v, equals: scores)

  //: ## Which side holds the samples?
  //:
  //: Here the samples are rows. Some books and programs keep them in
  //: columns. Then U and V change places.
  let sideways = try svd(x.transposed)
  page.table(
    "Where the components are",
    .texts("samples in", ["rows", "columns"]),
    .texts("U", [factors.u.shape, sideways.u.shape]),
    .texts("V", [factors.v.shape, sideways.v.shape]),
    .texts("components in", ["V", "U"]),
    .texts("scores", ["XV = UΣ", "UᵀX = ΣVᵀ"]))
  page.check(
    "the same first component, up to its sign",
    abs(sideways.u.column(0).dot(factors.v.column(0))), equals: 1)

  //: - Important: The article projects on the *left* vectors, which is
  //:   right for samples in columns alone. It also says that the left
  //:   vectors belong to the covariance and the right ones to its
  //:   transpose. But a covariance matrix is its own transpose. U belongs
  //:   to XXᵀ, which has a row for each sample.
  page.check(
    "XXᵀU = UΣ²", x * x.transposed * factors.u,
    equals: factors.u.scalingColumns(by: sigma.map { $0 * $0 }))

  //: ## A table of real samples
  //:
  //: Columns that do not hold numbers are labels. They play no part in
  //: what follows, but for the marks in the charts. A column that never
  //: changes has no variance, and is left out.
  let file = page.option("--data")
  let penguins = try BundledTable.penguins.load()
  let table = try (file.map { try CSVTable(contentsOf: $0) } ?? penguins)
    .withoutConstants
  let (names, samples) = (table.numberNames, table.numbers)
  guard names.count >= 2 else {
    throw FileError.malformed(
      file: file ?? "",
      expected: "at least 2 columns of numbers that vary",
      found: "\(names.count)")
  }

  //: The module `LowRank` analyses them twice: as they are, and with each
  //: column also divided by its standard deviation.
  let raw = try principalComponents(of: samples)
  let standard = try principalComponents(of: samples, standardize: true)
  let widest = names.indices.sorted {
    standard.scale[$0] > standard.scale[$1]
  }
  let shown = Array(widest.prefix(12))
  page.table(
    "\(samples.rows) samples; their columns, the widest first",
    .texts("column", shown.map { names[$0] }),
    .numbers("mean", shown.map { raw.mean[$0] }),
    .numbers("deviation", shown.map { standard.scale[$0] }),
    .percents(
      "of the variance",
      shown.map { pow(standard.scale[$0], 2) / raw.totalVariance }))

  //: ## Units matter
  //:
  //: A variance carries the square of a unit. Grams are small, so a mass
  //: in grams is a large number, and its variance is huge. Beside it,
  //: millimetres count for nothing.
  let shares = [raw, standard].map {
    Array($0.explainedVarianceRatio.prefix(6))
  }
  page.table(
    "The share of the variance that each component explains",
    .integers("component", Array(1...shares[0].count)),
    .percents("as they are", shares[0]),
    .percents("standardised", shares[1]))
  func loadings(_ pca: PrincipalComponents, _ k: Int) -> [Double] {
    shown.map { pca.components[$0, k] }
  }
  page.table(
    "The first two components: the *loadings* of the columns",
    .texts("column", shown.map { names[$0] }),
    .numbers("1, as they are", loadings(raw, 0), digits: 4),
    .numbers("2", loadings(raw, 1), digits: 4),
    .numbers("1, standardised", loadings(standard, 0), digits: 4),
    .numbers("2", loadings(standard, 1), digits: 4))

  //: A component is a unit vector, so its loadings squared add up to 1,
  //: and you can read them as shares. Now measure the widest column in a
  //: unit 1 024 times as large. (A power of two, since it rounds nothing.)
  //: It is the same animal, or whatever your samples are.
  let rescaled = samples.scalingColumns(
    by: names.indices.map { $0 == widest[0] ? 1.0 / 1024 : 1 })
  let first = try principalComponents(of: rescaled)
    .explainedVarianceRatio[0]
  page.note(
    "With **\(names[widest[0]])** in the larger unit, the first component "
      + "explains \((100 * first).shown(decimals: 2)) %.")
  page.check(
    "standardised, the unit does not matter",
    try principalComponents(of: rescaled, standardize: true).variances,
    equals: standard.variances)

  //: Neither way is wrong. Where all columns have one unit (pixels, votes,
  //: prices), leave them. Where units are a matter of taste, standardise.
  //:
  //: ## The cloud from its widest side
  //:
  //: Here are the scores along the first two components. Where the table
  //: has labels of a few kinds, each kind has its own mark, though the
  //: analysis never saw them.
  let labels =
    table.labels.first { (2...6).contains(Set($0.cells).count) }?.cells
    ?? Array(repeating: "samples", count: samples.rows)
  func cloud(
    _ title: String, _ scores: Matrix<Double>, _ groups: [String]
  ) -> Chart {
    Chart(
      title: title, x: Axis("score 1"), y: Axis("score 2"),
      series: Series.scatters(
        by: groups, scores.column(0).elements, scores.column(1).elements))
  }
  page.plot(cloud("As they are", raw.scores, labels))
  page.plot(cloud("Standardised", standard.scores, labels))

  //: Look at the axes before you believe a chart: each is stretched to
  //: fit. From here on there is one of the two analyses; the option
  //: `--standardize` chooses the second.
  let isStandard = page.isGiven("--standardize")
  let pca = isStandard ? standard : raw
  let choice = isStandard ? "standardised" : "as they are"

  //: ## What k components keep
  //:
  //: Keep the first k scores of each sample and forget the rest. The way
  //: back is UₖΣₖVₖᵀ, and then the mean must come back too. What is lost
  //: is known beforehand: the variances that were left out.
  let used = samples.scalingColumns(by: pca.scale.map { 1 / $0 })
  let centred = try centred(used)
  let singular = try svd(centred).singularValues
  let ks = Array(0...min(pca.count, 4))
  let rebuilt = try ks.map {
    try reconstruction(used, components: pca.components, count: $0)
  }
  let lost = rebuilt.map { (used - $0).frobeniusNorm }
  let explained = [0] + (try explainedShares(singular))
  page.table(
    "The samples, \(choice), from k components",
    .integers("k", ks),
    .percents("explained", ks.map { explained[$0] }),
    .numbers("‖X − Xₖ‖F", lost, digits: 3))
  page.check(
    "‖X − Xₖ‖F = √(σₖ₊₁² + …)", lost,
    equals: ks.map { Vector(singular[$0...]).norm },
    tolerance: Double(used.rows) * .ulpOfOne * used.frobeniusNorm)

  //: *Explained* is a word about the sum of all columns. Ask each column
  //: by itself how much of its variance came back.
  func kept(_ k: Int, _ j: Int) -> Double {
    let left = (used - rebuilt[k]).column(j).norm
    return max(1 - pow(left / centred.column(j).norm, 2), 0)
  }
  page.table(
    "What came back of each column",
    .texts("column", shown.map { names[$0] }),
    .percents("k = 1", shown.map { kept(1, $0) }),
    .percents("k = 2", shown.map { kept(2, $0) }))

  //: A column of small variance can be missing entirely from a picture
  //: that explains nearly everything.
  //:
  //: ## Digits
  //:
  //: Now a sample is a picture: 28×28 grey levels, laid out as one row of
  //: 784. Five hundred of each digit, by many hands.
  let digits = try BundledDigits.load()
  let pixels = digits.pixels
  let total = Double(digits.count)
  let mean =
    Matrix(rows: 1, columns: digits.count, repeating: 1 / total) * pixels
  let inks = Matrix(rows: pixels.rows, columns: pixels.columns) { i, j in
    pixels[i, j] - mean[0, j]
  }

  //: You could decompose these 5 000 rows. The covariance is smaller,
  //: 784×784: one product, one eigendecomposition, several times less
  //: work. It squares the condition number, as in lesson 1, and what
  //: lies below 10⁻⁸ of σ₁ drowns. But here you want the largest, and
  //: they do not mind.
  let spread = inks.transposed * inks / (total - 1)
  let handwriting = try symmetricEigen(spread)
  let strokes = handwriting.vectors
  let coordinates = inks * strokes.firstColumns(200)
  func drawn(_ vector: Vector<Double>) -> Matrix<Double> {
    Matrix(rows: 28, columns: 28, elements: vector.elements)
  }
  page.check(
    "the variance of the first scores is λ₁",
    coordinates.column(0).dot(coordinates.column(0)) / (total - 1),
    equals: handwriting.values[0],
    tolerance: total * .ulpOfOne * handwriting.values[0])

  //: The mean of all digits is nobody's digit.
  page.picture(drawn(mean.row(0)), "the mean")

  //: A component is a direction in the space of pictures, so it is a
  //: picture too. Grey is zero. Add some of it to the mean and its light
  //: places gain ink; take it away, and its dark places do.
  page.pictures(
    (0..<4).map { ("component \($0 + 1)", drawn(strokes.column($0))) },
    range: .signed)

  //: From 784 numbers to two. Forty of each of four digits:
  let some = digits.labels.indices.filter {
    [0, 1, 4, 9].contains(digits.labels[$0]) && $0 % 500 < 40
  }
  let flat = Matrix(rows: some.count, columns: 2) {
    coordinates[some[$0], $1]
  }
  let classes = some.map { "\(digits.labels[$0])" }
  page.plot(cloud("Digits in two components", flat, classes))

  //: The zeros and the ones lie apart. The fours lie on the nines: what
  //: tells them apart is a short stroke, and that is little variance.
  let inkShares = try explainedShares(
    handwriting.values.map { max($0, 0).squareRoot() })
  let goals = [0.5, 0.8, 0.9, 0.95]
  page.table(
    "Components for a share of the variance, of 784",
    .percents("share", goals, digits: 0),
    .integers(
      "components",
      goals.map { goal in inkShares.filter { $0 < goal }.count + 1 }))

  //: One digit, drawn with more and more of them.
  let chosen = 1007
  func digit(_ k: Int) -> Matrix<Double> {
    let part = coordinates[rows: chosen..<chosen + 1, columns: 0..<k]
    return drawn((part * strokes.firstColumns(k).transposed + mean).row(0))
  }
  page.pictures(
    [5, 20, 100].map { ("k = \($0)", digit($0)) }
      + [("the sample", digits.image(chosen))])

  //: ## Where this goes wrong: not centred
  //:
  //: Leave the mean in, and the widest direction is the way from zero to
  //: the cloud. Here are the five points again, pushed away from zero.
  let pushes = [0.0, 10, 100, 1000]
  func angle(_ v: Vector<Double>) -> Double {
    atan(v[1] / v[0]) * 180 / .pi
  }
  let pushed = pushes.map { push in five.map { $0 + push } }
  let uncentred = try pushed.map { angle(try svd($0).v.column(0)) }
  let proper = try pushed.map {
    angle(try principalComponents($0).components.column(0))
  }
  page.table(
    "The first direction, in degrees",
    .integers("added", pushes.map { Int($0) }),
    .numbers("of the mean", pushes.map { angle([4 + $0, 3 + $0]) }),
    .numbers("v₁, not centred", uncentred),
    .numbers("v₁, centred", proper))
  page.check(
    "not centred, v₁ follows the mean", residual: abs(uncentred[3] - 45),
    atMost: 0.1)
  page.check(
    "centred, it stays where it was", proper,
    equals: pushes.map { _ in atan(0.5) * 180 / .pi }, tolerance: 1e-9)

  //: ## Where this goes wrong: variance that separates nothing
  //:
  //: The first component explains most of the variance. That is all it
  //: promises. It knows nothing of the kinds that you care about. Take two
  //: of the three species of penguins, in grams and millimetres as they
  //: came.
  let species = penguins.labels[0].cells
  let pair = species.indices.filter { species[$0] != "Gentoo" }
  let both = try principalComponents(
    of: Matrix(rows: pair.count, columns: 4) {
      penguins.numbers[pair[$0], $1]
    })

  //: How well does a component tell them apart? A part of the variance of
  //: its scores lies within the species, and the rest between their means.
  //: The second part, as a share, is what separates.
  let apart = (0..<4).map { k in
    separation(of: both.scores.column(k), by: pair.map { species[$0] })
  }
  page.table(
    "Adelie and Chinstrap penguins",
    .integers("component", [1, 2, 3, 4]),
    .percents("explains", both.explainedVarianceRatio, digits: 3),
    .percents("separates", apart))
  page.check(
    "the first explains 99.9 % and separates less than 1 %",
    both.explainedVarianceRatio[0] > 0.999 && apart[0] < 0.01)
  page.check("the second is 100 times better", apart[1] > 100 * apart[0])

  //: Both species weigh the same. They differ in the bill, and the bill
  //: hides behind the mass, with next to none of the variance. Drop it as
  //: noise and you have dropped the answer.
  //:
  //: ## Your turn
  //:
  //: Six exercises belong to this lesson. Write them in
  //: `Exercises/03-PrincipalComponents.swift` and grade them with `swift
  //: test --filter PrincipalComponents`.
  //:
  //: - **3.1** take the mean out of each column;
  //: - **3.2** compute the covariance matrix;
  //: - **3.3** find the components and their variances;
  //: - **3.4** rebuild the samples from k components;
  //: - **3.5** say how much the first k explain;
  //: - **3.6** score new samples along the components of old ones.
  //:
  //: Then run this page on your own functions with `swift run course mine
  //: PrincipalComponents`, or on a table of your own with `swift run
  //: PrincipalComponents --data FILE.csv`.
  //:
  //: The next lesson keeps k layers of a photograph, and does not centre
  //: it: `swift run ImageCompression`.
}
