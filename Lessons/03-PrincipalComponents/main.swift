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
  options: pageOptions()
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
  //: (Here n − 1 divides where a mean would have n. The next section says
  //: why.)
  let n = Double(five.rows)
  let c = Matrix(rows: 2, columns: 2) { i, j in
    x.column(i).dot(x.column(j)) / (n - 1)
  }
  page.show(c, "C")

  //: In matrices it is one product: C = XᵀX/(n − 1). Here are both
  //: functions as the exercises ask for them, for any number of samples
  //: and of columns.
  page.source(of: "centred", "covariance")
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
  //: Try it. Draw five numbers of variance 1, twenty thousand times, and
  //: add up the squares of their deviations from their mean.
  var generator = SeededGenerator(seed: page.seed)
  let draws = 20_000
  var sumOfSquares = 0.0
  for _ in 1...draws {
    let numbers = (1...5).map { _ in generator.nextNormal() }
    let mean = numbers.reduce(0, +) / 5
    let squares = numbers.map { ($0 - mean) * ($0 - mean) }
    sumOfSquares += squares.reduce(0, +)
  }

  //: Divide the average of these sums by 5, and by 4.
  let average = sumOfSquares / Double(draws)
  page.table(
    "The average of 20 000 estimates of a variance that is 1",
    .texts("divided by", ["n = 5", "n − 1 = 4"]),
    .numbers("average", [average / 5, average / 4], digits: 3))

  //: The standard error of the second is 0.005. Six times that is a safe
  //: bound.
  page.check(
    "n − 1 gives 1 on average", residual: abs(average / 4 - 1),
    atMost: 0.03)

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
  let roots = eigen.values.map { $0.squareRoot() }
  page.table(
    "Singular values and variances",
    .numbers("σ", sigma, digits: 4),
    .numbers("σ²/(n − 1)", variances, digits: 4),
    .numbers("λ of C", eigen.values, digits: 4),
    .numbers("√λ", roots, digits: 4))
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

  //: So the whole analysis is one decomposition of the centred samples.
  page.source(of: "principalComponents")
  page.check(
    "the same variances", try principalComponents(five).variances,
    equals: variances)

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
  let penguins = try BundledTable.penguins.load()
  let table = try varyingColumns(of: page.option("--data"), or: penguins)
  let names = table.numberNames
  let samples = table.numbers

  //: The module `LowRank` analyses them twice: as they are, and with each
  //: column also divided by its standard deviation.
  let raw = try principalComponents(of: samples)
  let standard = try principalComponents(of: samples, standardize: true)

  //: Here are the columns, the widest first, and twelve of them at most.
  let deviations = standard.scale
  let widestFirst = names.indices.sorted { i, j in
    deviations[i] > deviations[j]
  }
  let shown = Array(widestFirst.prefix(12))
  let shares = deviations.map { $0 * $0 / raw.totalVariance }
  page.table(
    "\(samples.rows) samples; their columns, the widest first",
    .texts("column", shown.map { names[$0] }),
    .numbers("mean", shown.map { raw.mean[$0] }),
    .numbers("deviation", shown.map { deviations[$0] }),
    .percents("of the variance", shown.map { shares[$0] }))

  //: ## Units matter
  //:
  //: A variance carries the square of a unit. Grams are small, so a mass
  //: in grams is a large number, and its variance is huge. Beside it,
  //: millimetres count for nothing.
  let ofRaw = raw.explainedVarianceRatio.prefix(6)
  let ofStandard = standard.explainedVarianceRatio.prefix(6)
  page.table(
    "The share of the variance that each component explains",
    .integers("component", Array(1...ofRaw.count)),
    .percents("as they are", Array(ofRaw)),
    .percents("standardised", Array(ofStandard)))

  //: What is a component made of? It is a unit vector with a number for
  //: each column, its *loading*. The squares of the loadings add up to 1,
  //: so you can read them as shares.
  func loadings(
    of analysis: PrincipalComponents, component k: Int
  ) -> [Double] {
    shown.map { analysis.components[$0, k - 1] }
  }
  page.table(
    "The first two components: the *loadings* of the columns",
    .texts("column", shown.map { names[$0] }),
    .numbers("1, as they are", loadings(of: raw, component: 1), digits: 4),
    .numbers("2", loadings(of: raw, component: 2), digits: 4),
    .numbers(
      "1, standardised", loadings(of: standard, component: 1), digits: 4),
    .numbers("2", loadings(of: standard, component: 2), digits: 4))

  //: Now measure the widest column in a unit 1 024 times as large. (A
  //: power of two, since it rounds nothing.) It is the same animal, or
  //: whatever your samples are.
  let widest = widestFirst[0]
  let factorOfColumn = names.indices.map { $0 == widest ? 1.0 / 1024 : 1 }
  let rescaled = samples.scalingColumns(by: factorOfColumn)
  let again = try principalComponents(of: rescaled)
  let first = again.explainedVarianceRatio[0]
  page.note(
    "With **\(names[widest])** in the larger unit, the first component "
      + "explains \((100 * first).shown(decimals: 2)) %.")

  let againStandard = try principalComponents(
    of: rescaled, standardize: true)
  page.check(
    "standardised, the unit does not matter", againStandard.variances,
    equals: standard.variances)

  //: Neither way is wrong. Where all columns have one unit (pixels, votes,
  //: prices), leave them. Where units are a matter of taste, standardise.
  //:
  //: ## The cloud from its widest side
  //:
  //: Here are the scores along the first two components. Where the table
  //: has labels of a few kinds, each kind has its own mark, though the
  //: analysis never saw them.
  func cloud(
    _ title: String, _ scores: Matrix<Double>, markedBy kinds: [String]
  ) -> Chart {
    let first = scores.column(0).elements
    let second = scores.column(1).elements
    return Chart(
      title: title, x: Axis("score 1"), y: Axis("score 2"),
      series: Series.scatters(by: kinds, first, second))
  }

  let kinds = kindOfEachRow(of: table)
  page.plot(cloud("As they are", raw.scores, markedBy: kinds))
  page.plot(cloud("Standardised", standard.scores, markedBy: kinds))

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
  let scaled = samples.scalingColumns(by: pca.scale.map { 1 / $0 })
  let counts = Array(0...min(pca.count, 4))
  let rebuilt = try counts.map { k in
    try reconstruction(scaled, components: pca.components, count: k)
  }

  //: Compare what is lost with the singular values σ of the centred
  //: samples.
  let withoutMean = try centred(scaled)
  let values = try svd(withoutMean).singularValues
  let explained = [0] + (try explainedShares(values))
  let lost = rebuilt.map { (scaled - $0).frobeniusNorm }
  page.table(
    "The samples, \(choice), from k components",
    .integers("k", counts),
    .percents("explained", counts.map { explained[$0] }),
    .numbers("‖X − Xₖ‖F", lost, digits: 3))

  let leftOut = counts.map { k in Vector(values[k...]).norm }
  page.check(
    "‖X − Xₖ‖F = √(σₖ₊₁² + …)", lost, equals: leftOut,
    tolerance: Double(scaled.rows) * .ulpOfOne * scaled.frobeniusNorm)

  //: *Explained* is a word about the sum of all columns. Ask each column
  //: by itself how much of its variance came back.
  func cameBack(ofColumn j: Int, from k: Int) -> Double {
    let missing = (scaled - rebuilt[k]).column(j).norm
    return max(1 - pow(missing / withoutMean.column(j).norm, 2), 0)
  }
  page.table(
    "What came back of each column",
    .texts("column", shown.map { names[$0] }),
    .percents("k = 1", shown.map { cameBack(ofColumn: $0, from: 1) }),
    .percents("k = 2", shown.map { cameBack(ofColumn: $0, from: 2) }))

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
  let equalShares = Matrix(
    rows: 1, columns: digits.count, repeating: 1 / total)
  let mean = equalShares * pixels
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

  let largest = handwriting.values[0]
  let firstScores = coordinates.column(0)
  page.check(
    "the variance of the first scores is λ₁",
    firstScores.dot(firstScores) / (total - 1), equals: largest,
    tolerance: total * .ulpOfOne * largest)

  //: The mean of all digits is nobody's digit.
  func drawn(_ vector: Vector<Double>) -> Matrix<Double> {
    Matrix(rows: 28, columns: 28, elements: vector.elements)
  }
  page.picture(drawn(mean.row(0)), "the mean")

  //: A component is a direction in the space of pictures, so it is a
  //: picture too. Grey is zero. Add some of it to the mean and its light
  //: places gain ink; take it away, and its dark places do.
  let firstFour = (1...4).map { k in
    ("component \(k)", drawn(strokes.column(k - 1)))
  }
  page.pictures(firstFour, range: .signed)

  //: From 784 numbers to two. Forty of each of four digits:
  let four: Set = [0, 1, 4, 9]
  let ofFour = digits.labels.indices.filter {
    four.contains(digits.labels[$0])
  }
  // The digits stand in order, so the first forty of each 500 are of one.
  let some = ofFour.filter { $0 % 500 < 40 }
  let flat = Matrix(rows: some.count, columns: 2) { i, k in
    coordinates[some[i], k]
  }
  let classes = some.map { "\(digits.labels[$0])" }
  page.plot(cloud("Digits in two components", flat, markedBy: classes))

  //: The zeros and the ones lie apart. The fours lie on the nines: what
  //: tells them apart is a short stroke, and that is little variance.
  let inkValues = handwriting.values.map { max($0, 0).squareRoot() }
  let inkShares = try explainedShares(inkValues)
  func components(explaining goal: Double) -> Int {
    inkShares.count { $0 < goal } + 1
  }

  let goals = [0.5, 0.8, 0.9, 0.95]
  page.table(
    "Components for a share of the variance, of 784",
    .percents("share", goals, digits: 0),
    .integers("components", goals.map(components(explaining:))))

  //: One digit, drawn with more and more of them.
  let chosen = 1007
  func digit(from k: Int) -> Matrix<Double> {
    let scores = coordinates[rows: chosen..<chosen + 1, columns: 0..<k]
    let ink = scores * strokes.firstColumns(k).transposed
    return drawn((ink + mean).row(0))
  }

  let fewToMany = [5, 20, 100].map { k in ("k = \(k)", digit(from: k)) }
  page.pictures(fewToMany + [("the sample", digits.image(chosen))])

  //: ## Where this goes wrong: not centred
  //:
  //: Leave the mean in, and the widest direction is the way from zero to
  //: the cloud. Here are the five points again, pushed away from zero.
  //: Their mean was (4, 3).
  let pushes = [0.0, 10, 100, 1000]
  let pushed = pushes.map { push in five.map { $0 + push } }
  func angle(of v: Vector<Double>) -> Double {
    atan(v[1] / v[0]) * 180 / .pi
  }

  let ofMean = pushes.map { angle(of: [4 + $0, 3 + $0]) }
  let uncentred = try pushed.map { points in
    angle(of: try svd(points).v.column(0))
  }
  let proper = try pushed.map { points in
    angle(of: try principalComponents(points).components.column(0))
  }
  page.table(
    "The first direction, in degrees",
    .integers("added", pushes.map { Int($0) }),
    .numbers("of the mean", ofMean),
    .numbers("v₁, not centred", uncentred),
    .numbers("v₁, centred", proper))

  //: Far out, the mean lies at 45 degrees.
  let farthest = uncentred.last ?? .nan
  page.check(
    "not centred, v₁ follows the mean", residual: abs(farthest - 45),
    atMost: 0.1)

  let widestOfFive = angle(of: [2, 1])
  page.check(
    "centred, it stays where it was", proper,
    equals: pushes.map { _ in widestOfFive }, tolerance: 1e-9)

  //: ## Where this goes wrong: variance that separates nothing
  //:
  //: The first component explains most of the variance. That is all it
  //: promises. It knows nothing of the kinds that you care about. Take two
  //: of the three species of penguins, in grams and millimetres as they
  //: came.
  let measured = penguins.numbers
  let species = penguins.labels[0].cells
  let pair = species.indices.filter { species[$0] != "Gentoo" }
  let ofPair = Matrix(rows: pair.count, columns: measured.columns) {
    measured[pair[$0], $1]
  }
  let both = try principalComponents(of: ofPair)

  //: How well does a component tell them apart? A part of the variance of
  //: its scores lies within the species, and the rest between their means.
  //: The second part, as a share, is what separates.
  let speciesOfPair = pair.map { species[$0] }
  let apart = (0..<both.count).map { k in
    separation(of: both.scores.column(k), by: speciesOfPair)
  }
  page.table(
    "Adelie and Chinstrap penguins",
    .integers("component", [1, 2, 3, 4]),
    .percents("explains", both.explainedVarianceRatio, digits: 3),
    .percents("separates", apart))

  let explains = both.explainedVarianceRatio[0]
  let (byFirst, bySecond) = (apart[0], apart[1])
  page.check(
    "the first explains 99.9 % and separates less than 1 %",
    explains > 0.999 && byFirst < 0.01)
  page.check("the second is 100 times better", bySecond > 100 * byFirst)

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

//: ## Behind the page
//:
//: Which options there are, which table is read, and what marks its rows.
//: None of this is about principal components.
func pageOptions() -> [LessonOption] {
  [
    .init("--data", value: "FILE.csv", help: "a table with a header"),
    .init("--standardize", help: "divide columns by their deviations"),
  ]
}

func varyingColumns(
  of file: String?, or fallback: CSVTable
) throws -> CSVTable {
  let read = try file.map { try CSVTable(contentsOf: $0) }
  let table = (read ?? fallback).withoutConstants
  let count = table.numberNames.count
  guard count >= 2 else {
    throw FileError.malformed(
      file: file ?? "",
      expected: "at least 2 columns of numbers that vary",
      found: "\(count)")
  }
  return table
}

//: A kind has a mark of its own where there are two to six of them.
func kindOfEachRow(of table: CSVTable) -> [String] {
  let column = table.labels.first { labels in
    (2...6).contains(Set(labels.cells).count)
  }
  return column?.cells
    ?? Array(repeating: "samples", count: table.rowCount)
}
