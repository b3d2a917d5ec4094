//: # Which way do they differ?
//:
//: In which directions do samples differ most, and what does the answer
//: depend on?
//:
//: Measure four things of some hundred penguins and you have a cloud of
//: points in four dimensions. It is not round. Along some directions the
//: penguins differ much, along others hardly at all. Principal component
//: analysis (Karl Pearson 1901, Harold Hotelling 1933) finds these
//: directions, the widest first, and the singular value decomposition
//: does the finding.
//:
//: You will see
//: - five points by hand: mean, covariance, and why it is n − 1;
//: - the widest direction, which is not the line of regression;
//: - where the components are in UΣVᵀ, and which side holds the samples;
//: - a table of samples twice, since a unit changes the answer;
//: - 5 000 handwritten digits, their mean, and what they differ in;
//: - three ways in which a component says nothing at all.
//:
//: The article here is the page "SVD" of a wiki on GitBook (its text
//: names no author), which files the decomposition under adaptation and
//: LoRA.
import Datasets
import Foundation
import LinearAlgebra
import LowRank
import Notebook
import PrincipalComponentsExercises

lesson(
  "PrincipalComponents",
  summary: "The directions in which samples differ most",
  options: pageOptions(), reading: Request.init
) { page, request in
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

  //: In matrices it is one product:
  //: $$ C = XᵀX/(n − 1) $$
  //: Here are both functions as the exercises ask for them, for any number
  //: of samples and of columns.
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
  //: you know the fifth. Only n − 1 are free. (Mind it in 3.2.)
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

  //: The same with the points in sight: turn the direction yourself.
  page.explore(
    .projection(
      "The five points and a direction", five,
      names: (1...5).map { "point \($0)" }, axes: ("x₁", "x₂")))

  //: There is a widest direction and a narrowest, and they are at right
  //: angles. That is no accident. C is symmetric, C = VΛVᵀ, and wᵀCw is
  //: largest at the eigenvector of the largest eigenvalue. The
  //: eigenvectors are the *principal components*; the eigenvalues are the
  //: variances along them.
  let eigen = try symmetricEigen(c)
  page.show(eigen.values, "variances")
  page.show(eigen.vectors, "components, one a column")
  page.check("6 and 1", eigen.values, equals: [6, 1])

  //: ## The closest line
  //:
  //: You know another line through a cloud: that of *regression*, the
  //: best guess of the second column from the first. Its slope is the
  //: covariance by the first variance.
  //:
  //: - Predict: Is the line along the first component the line of
  //:   regression? If not, is it steeper or flatter?
  let slopeOfAxis = eigen.vectors[1, 0] / eigen.vectors[0, 0]
  let slopeOfRegression = c[0, 1] / c[0, 0]
  let ends = [-4.0, 4.0]
  func line(_ name: String, slope: Double) -> Series {
    .line(name, ends.map { 4 + $0 }, ends.map { 3 + slope * $0 })
  }
  page.plot(
    Chart(
      title: "Five points, their first component and their regression",
      x: Axis("x₁", range: -2...10), y: Axis("x₂", range: 0...6),
      series: [
        line("component", slope: slopeOfAxis),
        line("regression", slope: slopeOfRegression),
        .scatter(
          "the points", five.column(0).elements, five.column(1).elements,
          names: (1...5).map { "point \($0)" }),
      ]))
  let steeper = slopeOfAxis > slopeOfRegression
  page.reveal(
    "The component is \(steeper ? "steeper" : "flatter"): "
      + "\(slopeOfAxis.shown()) against \(slopeOfRegression.shown()).")

  //: Each is the best line for a distance of its own. Regression makes
  //: the *upright* distances small, since it guesses x₂. The component
  //: makes the *shortest* distances small, at right angles to the line:
  //: what the points spread along it, they do not spread across it.
  func distances(slope: Double) -> (upright: Double, shortest: Double) {
    let upright = (0..<five.rows).reduce(0.0) { sum, i in
      let miss = x[i, 1] - slope * x[i, 0]
      return sum + miss * miss
    }
    return (upright, upright / (1 + slope * slope))
  }
  let both = [slopeOfAxis, slopeOfRegression].map(distances(slope:))
  page.table(
    "The sum of the five squared distances",
    .texts("line", ["component", "regression"]),
    .numbers("upright", both.map(\.upright), digits: 4),
    .numbers("shortest", both.map(\.shortest), digits: 4))
  page.check(
    "each is ahead in its own",
    both[0].shortest < both[1].shortest
      && both[1].upright < both[0].upright)
  page.check(
    "across the component: (n − 1)λ₂", both[0].shortest,
    equals: (n - 1) * eigen.values[1])

  //: So the first component is two things at once: the direction in which
  //: the samples vary most, and the line that comes closest to them. The
  //: second is lesson 2's theorem, for rank one. Exercise 3.3 asks for
  //: all the components.
  //:
  //: ## The same from the singular values
  //:
  //: With X = UΣVᵀ,
  //: $$ XᵀX = VΣUᵀUΣVᵀ = VΣ²Vᵀ $$
  //: So V holds the components, and the variances are σ²/(n − 1). You need
  //: not form C at all.
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
  //: Times V, the samples get new coordinates: their *scores*. (Exercise
  //: 3.6 finds those of new samples.) Since XV = UΣVᵀV = UΣ, you have them
  //: already.
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
  let table = request.table
  page.note(verbatim: table.reading.description)
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
  //: A variance carries the square of a unit. In a unit a thousand times
  //: as small the numbers are a thousand times as large, and the variance
  //: a million times. So a column can lead for its unit alone.
  //:
  //: - Predict: In the units of the file, how much of the variance does
  //:   the first component hold: a half, nine tenths, or nearly all?
  let ofRaw = raw.explainedVarianceRatio.prefix(6)
  let ofStandard = standard.explainedVarianceRatio.prefix(6)
  page.table(
    "The share of the variance that each component explains",
    .integers("component", Array(1...ofRaw.count)),
    .percents("as they are", Array(ofRaw)),
    .percents("standardised", Array(ofStandard)))
  let widest = widestFirst[0]
  page.reveal(
    "\((100 * ofRaw[0]).shown(decimals: 2)) %: the column "
      + "**\(names[widest])** alone has "
      + "\((100 * shares[widest]).shown(decimals: 2)) %.")

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
  //: power of two, since it rounds nothing.) The samples are the same.
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
  //: is known beforehand: the variances that were left out. (Exercise
  //: 3.4.)
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

  // Rounding is measured by the samples, mean included: they may lie far
  // from zero.
  let size = Double(max(scaled.rows, scaled.columns))
  let leftOut = counts.map { k in Vector(values[k...]).norm }
  page.check(
    "‖X − Xₖ‖F = √(σₖ₊₁² + …)", lost, equals: leftOut,
    tolerance: 20 * size * .ulpOfOne * scaled.frobeniusNorm)

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

  //: A column of small variance may come back in part only, however much
  //: of the whole is explained.
  func percent(_ share: Double, decimals: Int = 0) -> String {
    (100 * share).shown(decimals: decimals) + " %"
  }
  let returns = shown.map { cameBack(ofColumn: $0, from: 1) }
  let poorest = shown.indices.min { returns[$0] < returns[$1] } ?? 0
  page.note(
    "One component explains \(percent(explained[1], decimals: 2)) of the "
      + "whole. Of **\(names[shown[poorest]])** it brings back "
      + "\(percent(returns[poorest])).")

  //: ## How many components are there?
  //:
  //: Exercise 3.5 adds the variances up. Here, draw them in their order:
  //: a *scree plot*, after the rubble at the foot of a cliff. You may look
  //: for an *elbow*, the place where the cliff ends and the rubble begins
  //: (Raymond Cattell, 1966). Better, compare with rubble. Shuffle each
  //: column by itself: the columns keep their spread and lose what they
  //: have in common. What components does such a table have? (This is
  //: John Horn's parallel analysis, 1965.)
  var shuffled: [[Double]] = []
  let rounds = samples.elements.count > 200_000 ? 3 : 20
  for _ in page.progress("shuffling", of: 1...rounds) {
    let columns = (0..<samples.columns).map { j in
      samples.column(j).elements.shuffled(using: &generator)
    }
    let table = Matrix(rows: samples.rows, columns: samples.columns) {
      columns[$1][$0]
    }
    let analysis = try principalComponents(of: table, standardize: true)
    shuffled.append(analysis.variances)
  }
  let few = 0..<min(standard.count, 20)
  let ofChance = few.map { k in
    shuffled.reduce(0) { $0 + $1[k] } / Double(shuffled.count)
  }
  page.plot(
    Chart(
      title: "Scree plot of the standardised samples",
      x: Axis("component"), y: Axis("variance"),
      series: [
        .line("the samples", few.map { standard.variances[$0] }),
        .line("shuffled", ofChance),
      ]))

  //: A component counts as more than chance where its variance is above
  //: that of the shuffled table, and so are all before it.
  let above = few.prefix { standard.variances[$0] > ofChance[$0] }
  page.note(
    "Above chance: **\(above.count)** of \(standard.count) components.")

  //: Do not throw away the rest for that. A small component may hold just
  //: what you look for; the last section of this page has one.
  //:
  //: ## Digits
  //:
  //: Now a sample is a picture: 28×28 grey levels, laid out as one row of
  //: 784. Five hundred of each digit, by many hands (from MNIST, by Yann
  //: LeCun, Corinna Cortes and Christopher Burges).
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
  //: picture too. The tone of the margin, where nobody writes, is zero.
  //: Add some of the component to the mean, and places on one side of
  //: that tone gain ink, those on the other side lose it.
  let firstFour = (1...4).map { k in
    ("component \(k)", drawn(strokes.column(k - 1)))
  }
  page.pictures(firstFour, range: .signed)

  //: From 784 numbers to two. Forty of each of four digits:
  //:
  //: - Predict: Which two of 0, 1, 4 and 9 will lie on top of each other?
  let four = [0, 1, 4, 9]
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

  //: Ask each pair of digits which share of the variance of a score lies
  //: between their means. Here is the better of the two scores.
  func apart(_ a: Int, _ b: Int, component k: Int) -> Double {
    let pair = digits.labels.indices.filter {
      digits.labels[$0] == a || digits.labels[$0] == b
    }
    return separation(
      of: Vector(pair.map { coordinates[$0, k] }),
      by: pair.map { digits.labels[$0] })
  }
  let pairs = [(0, 1), (0, 4), (0, 9), (1, 4), (1, 9), (4, 9)]
  let best = pairs.map { a, b in
    max(apart(a, b, component: 0), apart(a, b, component: 1))
  }
  page.table(
    "What the first two scores tell apart",
    .texts("digits", pairs.map { "\($0) and \($1)" }),
    .percents("between the means", best))
  let (worst, clearest) = (
    best.firstIndex(of: best.min() ?? 0) ?? 0,
    best.firstIndex(of: best.max() ?? 0) ?? 0
  )
  page.reveal(
    "\(pairs[worst].0) and \(pairs[worst].1). Farthest apart are "
      + "\(pairs[clearest].0) and \(pairs[clearest].1).")

  //: A four and a nine differ in a short stroke. Is there a component for
  //: it, further down?
  let strokesApart = (0..<200).map { apart(4, 9, component: $0) }
  let stroke = strokesApart.firstIndex(of: strokesApart.max() ?? 0) ?? 0
  let inkVariance = handwriting.values.reduce(0, +)
  let ofStroke = handwriting.values[stroke] / inkVariance
  page.note(
    "Component **\(stroke + 1)** tells fours from nines best: "
      + "\(percent(strokesApart[stroke])) lies between the means. It "
      + "holds \(percent(ofStroke, decimals: 1)) of the variance.")

  //: How many components does a share of the variance take?
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

  //: ## More columns than samples
  //:
  //: Take only twenty digits, two of each. Twenty points lie in a space of
  //: nineteen dimensions through their mean, so nineteen components
  //: explain all of them: there are never more than n − 1.
  //:
  //: - Predict: How much do these nineteen explain of other digits: all,
  //:   two thirds, or less than half?
  let twenty = (0..<20).map { $0 / 2 * 500 + $0 % 2 }
  let fewDigits = Matrix(rows: 20, columns: 784) { pixels[twenty[$0], $1] }
  let ofFew = try principalComponents(of: fewDigits)
  let nineteen = ofFew.components.firstColumns(19)

  //: The scores of new samples are exercise 3.6: take away the mean of
  //: the twenty, not of the new ones. What the scores hold of the new
  //: pictures' squares is what is explained.
  let others = digits.labels.indices.filter { $0 % 500 >= 400 }
  let unseen = Matrix(rows: others.count, columns: 784) {
    pixels[others[$0], $1]
  }
  let newOnes = try newScores(
    unseen, training: fewDigits, components: nineteen, count: 19)
  let distance = Matrix(rows: others.count, columns: 784) {
    unseen[$0, $1] - ofFew.mean[$1]
  }
  func share(_ part: Matrix<Double>, _ whole: Matrix<Double>) -> Double {
    pow(part.frobeniusNorm / whole.frobeniusNorm, 2)
  }
  let ofUnseen = share(newOnes, distance)

  //: For comparison, the first nineteen components of a hundred times as
  //: many:
  let ofMany = try principalComponents(
    of: Matrix(rows: 2000, columns: 784) { i, j in
      pixels[i / 200 * 500 + i % 200, j]
    })
  let fromMany = try ofMany.transform(unseen, count: 19)
  let distanceOfMany = Matrix(rows: others.count, columns: 784) {
    unseen[$0, $1] - ofMany.mean[$1]
  }
  page.table(
    "What nineteen components explain",
    .texts("found in", ["20 digits", "2 000 digits"]),
    .percents(
      "of those",
      [ofFew, ofMany].map {
        $0.variances.prefix(19).reduce(0, +) / $0.totalVariance
      }),
    .percents(
      "of 1 000 others", [ofUnseen, share(fromMany, distanceOfMany)]))
  page.reveal(
    "\(percent(ofUnseen)). A share of the variance is measured on other "
      + "samples, or it says little.")
  page.check(
    "the twentieth variance is 0",
    residual: ofFew.variances[19] / ofFew.variances[0], atMost: 1e-12)

  //: Where there are more columns than samples, do not form XᵀX, 784×784,
  //: but XXᵀ, 20×20. It has the same eigenvalues, but for zeros, and its
  //: vectors are u. Bring the components back: v = Xᵀu/σ, lesson 1 turned
  //: round.
  let fewCentred = try centred(fewDigits)
  let small = try symmetricEigen(fewCentred * fewCentred.transposed)
  page.check(
    "λ of XXᵀ/(n − 1)", Array(small.values.prefix(19)).map { $0 / 19 },
    equals: Array(ofFew.variances.prefix(19)),
    tolerance: 1e-11 * ofFew.variances[0])
  let firstOfFew =
    fewCentred.transposed * small.vectors.column(0)
    / small.values[0].squareRoot()
  page.check(
    "the first component, up to its sign",
    abs(firstOfFew.dot(ofFew.components.column(0))), equals: 1,
    tolerance: 1e-10)

  //: ## Where this goes wrong: not centred
  //:
  //: Leave the mean in, and the widest direction is the way from zero to
  //: the cloud. Here are the five points again, pushed away from zero.
  //: Their mean was (4, 3).
  let pushes: [Double] = [0, 10, 100, 1000]
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
  //: The first component is the widest direction, and the closest line.
  //: It knows nothing of the kinds that you care about. Take two of the
  //: three species of penguins (measured by Kristen Gorman, Tony Williams
  //: and William Fraser, 2014), in grams and millimetres as they came.
  let penguins = try BundledTable.penguins.load()
  let measured = penguins.numbers
  let species = penguins.labels[0].cells
  let pair = species.indices.filter { species[$0] != "Gentoo" }
  let ofPair = Matrix(rows: pair.count, columns: measured.columns) {
    measured[pair[$0], $1]
  }
  let pcaOfPair = try principalComponents(of: ofPair)
  let standardOfPair = try principalComponents(
    of: ofPair, standardize: true)

  //: How well does a component tell them apart? A part of the variance of
  //: its scores lies within the species, and the rest between their means.
  //: The second part, as a share, is what separates.
  let speciesOfPair = pair.map { species[$0] }
  func separates(_ analysis: PrincipalComponents) -> [Double] {
    (0..<4).map {
      separation(of: analysis.scores.column($0), by: speciesOfPair)
    }
  }
  let asTheyAre = separates(pcaOfPair)
  page.table(
    "Adelie and Chinstrap penguins, as they are and standardised",
    .integers("component", [1, 2, 3, 4]),
    .percents("explains", pcaOfPair.explainedVarianceRatio, digits: 3),
    .percents("separates", asTheyAre),
    .percents("standardised", standardOfPair.explainedVarianceRatio),
    .percents("separates", separates(standardOfPair)))

  let explains = pcaOfPair.explainedVarianceRatio[0]
  page.check(
    "the first explains 99.9 % and separates less than 1 %",
    explains > 0.999 && asTheyAre[0] < 0.01)
  page.check(
    "the second is 100 times better", asTheyAre[1] > 100 * asTheyAre[0])

  //: Look at the columns themselves to see why.
  let byColumn = (0..<4).map { j in
    separation(of: ofPair.column(j), by: speciesOfPair)
  }
  func middle(of kind: String, column j: Int) -> Double {
    let rows = pair.filter { species[$0] == kind }
    return rows.reduce(0) { $0 + measured[$1, j] } / Double(rows.count)
  }
  page.table(
    "The two species, column by column",
    .texts("column", penguins.numberNames),
    .numbers("Adelie", (0..<4).map { middle(of: "Adelie", column: $0) }),
    .numbers(
      "Chinstrap", (0..<4).map { middle(of: "Chinstrap", column: $0) }),
    .percents("separates", byColumn))

  //: The two hardly differ in mass, which makes the first component. They
  //: differ in the length of the bill, which hides behind the mass with
  //: next to none of the variance. Drop it as noise and you have dropped
  //: the answer.
  let (ofBill, ofMass) = (byColumn[0], byColumn[3])
  page.check(
    "the bill's length separates more than half, the mass less than 1 %",
    ofBill > 0.5 && ofMass < 0.01)

  //: Nor are the units alone to blame. Standardised, the first component
  //: tells the two apart somewhat, and the second still does it better. No
  //: choice of units makes variance know what you look for.
  let inDeviations = separates(standardOfPair)
  page.check(
    "standardised, the second separates more than the first",
    inDeviations[1] > inDeviations[0])

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
  //: ## The answer
  //:
  //: The columns of V, from the centred samples' X = UΣVᵀ, are the
  //: directions in which the samples differ most, and σ²/(n − 1) says by
  //: how much. The answer depends on the mean, on the units and on how
  //: many samples there are; and it does not know which difference you
  //: care about.
  page.predictions()

  //: The next lesson keeps k layers of a photograph, and does not centre
  //: it: `swift run ImageCompression`.
}

//: ## Behind the page
//:
//: Which options there are, which table is read, and what marks its rows.
//: None of this is about principal components.
func pageOptions() -> [LessonOption] {
  [
    .init(
      "--data", value: "FILE.csv", help: "a table, one sample a line"),
    .init("--standardize", help: "divide columns by their deviations"),
  ] + LessonOption.ofTables
}

//: The table is read before the page begins.
struct Request {
  let table: CSVTable

  init(_ page: Page) throws {
    let choices = try page.options.readingChoices()
    table = try varyingColumns(
      of: page.option("--data"), choices,
      or: try BundledTable.penguins.load())
  }
}

func varyingColumns(
  of file: String?, _ choices: ReadingChoices, or fallback: CSVTable
) throws -> CSVTable {
  let read = try file.map { try CSVTable(contentsOf: $0, choices) }
  let table = (read ?? fallback).withoutConstants
  let count = table.numberNames.count
  guard count >= 2 else {
    throw FileError.malformed(
      file: file ?? "",
      expected: "at least 2 columns of numbers that vary",
      found: "\(count)")
  }
  try checkVariances(of: table, file: file ?? "")
  return table
}

//: A variance is a square: neither 10²⁰⁰ nor 10⁻²⁰⁰ has one.
func checkVariances(of table: CSVTable, file: String) throws {
  for (j, name) in table.numberNames.enumerated() {
    let column = table.numbers.column(j)
    let spread = (column.max() ?? 0) - (column.min() ?? 0)
    guard (1e-150...1e150).contains(spread) else {
      throw FileError.malformed(
        file: file, expected: "columns whose variance a Double can hold",
        found: "\"\(name)\", which spreads over \(spread)")
    }
  }
}

//: A kind has a mark of its own where there are two to six of them.
func kindOfEachRow(of table: CSVTable) -> [String] {
  let column = table.labels.first { labels in
    (2...6).contains(Set(labels.cells).count)
  }
  return column?.cells
    ?? Array(repeating: "samples", count: table.rowCount)
}
