//: # Eight bits and a scale
//:
//: A trained network is a list of numbers with four bytes each. Low rank
//: makes the list shorter. This lesson makes each number smaller: 8 bits,
//: then 4, then 3. What do the two leave together, and which mixture of
//: rank and bits is best for its bytes?
//:
//: The second article of "Low-rank approximation" promises two things of
//: 8-bit weights: less memory and faster computation. The first is
//: arithmetic. For the second you will use a clock.
//:
//: You will see
//: - how a row of weights becomes a row of small integers and one scale;
//: - accuracy at 8, 4 and 3 bits, with every byte counted;
//: - which weights share a scale, and where singular values should stand;
//: - dot products of integers, and when they are faster than floats;
//: - what a missing sign, a missing scale and a single column can ruin.
import Datasets
import LinearAlgebra
import Networks
import Notebook
import QuantizationExercises

lesson(
  "Quantization",
  summary: "Weights in 8, 4 and 3 bits",
  options: pageOptions()
) { page in
  //: ## A network in four bytes a number
  //:
  //: First you need the networks of lesson 5: a dense one, and the same
  //: cut to rank D in every layer but the last, its factors trained on.
  //: Validation chose rates and epochs. After that nothing is trained and
  //: nothing is chosen, so every table may use the test part.
  let hidden = try hiddenWidths(page)
  var generator = SeededGenerator(seed: page.seed)
  let data = try DigitSamples.bundled(using: &generator)
  page.show(
    [data.training, data.validation, data.test].map(\.count),
    "digits for training, validation, test")

  let start = Network.dense(
    [784] + hidden + [10], initialization: .uniform, using: &generator)
  let dense = trained(
    start, on: data, epochs: 8, label: "training", page)
  let rank = min(20, hidden.min() ?? 20)
  let decompositions = try dense.decompositions()
  let cut = dense.truncated(to: rank, decompositions)
  let low = trained(
    cut, on: data, epochs: 6, label: "training on", page)

  //: Four bytes for each number, so far.
  func percents(_ networks: [Network]) -> [String] {
    networks.map { $0.accuracy(on: data.test).percent }
  }
  let floats = [dense, cut, low]
  page.table(
    "Weights in 32-bit floats, D = \(rank) (± is one standard error)",
    .texts("network", ["dense", "cut", "cut and trained on"]),
    .integers("parameters", floats.map(\.parameterCount)),
    .integers("bytes", floats.map(\.byteCount)),
    .texts("accuracy, %", percents(floats)))

  //: ## One row, eight bits
  //:
  //: An integer of 8 bits with a sign goes from −128 to 127. Leave −128
  //: out, and both signs have as many: −Q … Q with Q = 127. Now choose a
  //: *step*, and let the integer q stand for q times the step. Zero stays
  //: zero, and the largest magnitude of the row shall become Q. So the
  //: step is max |w| / Q, and q is w divided by the step and rounded, a
  //: tie to the even neighbour.
  //:
  page.source(of: "rowSteps", "quantizedIntegers")

  //: Take the factor U of a layer, as doubles.
  let thin = low.layers.compactMap { $0 as? LowRankLayer }
  let middle = thin.count / 2
  let u = Matrix<Double>(thin[middle].u.values)
  let steps = try rowSteps(u, bits: 8)
  let integers = try quantizedIntegers(u, steps: steps)
  let back = Matrix(rows: u.rows, columns: rank) { i, j in
    Double(integers[i * rank + j]) * steps[i]
  }

  //: Look at the first row.
  let some = 0..<min(6, rank)
  page.table(
    "The start of U's first row; its step is \(steps[0].shown(digits: 4))",
    .numbers("w", some.map { u[0, $0] }, digits: 5),
    .numbers("w / step", some.map { u[0, $0] / steps[0] }, digits: 3),
    .integers("q", some.map { integers[$0] }),
    .numbers("q · step", some.map { back[0, $0] }, digits: 5))

  //: What is lost? Rounding moves a quotient by ½ at most, so no weight
  //: moves by more than half a step.
  func farthestMove(to found: Matrix<Double>) -> Double {
    let moves = (0..<u.rows).flatMap { i in
      (0..<rank).map { j in
        let move = abs(found[i, j] - u[i, j])
        return steps[i] > 0 ? move / steps[i] : move
      }
    }
    return moves.max() ?? 0
  }
  page.check(
    "no weight moves by more than half a step",
    farthestMove(to: back), atMost: 0.5 + 1e-12)

  //: The library does the same in floats.
  let library = try QuantizedMatrix(thin[middle].u.values, .eight)
  page.check(
    "nor in the library",
    farthestMove(to: Matrix<Double>(library.dequantized())),
    atMost: 0.5 + 1e-4)

  //: ## How many bits does it take?
  //:
  //: Fewer bits, fewer integers: Q = 7 for 4 bits and Q = 3 for 3. Round
  //: every matrix of the network, with a step for each row. Steps and
  //: biases stay floats of four bytes, and they count too. (Exercise
  //: 11.4.) (These are the bytes of a file. To compute, the kernel gives
  //: each integer a byte.) What comes into a layer is rounded as well, to
  //: 8 bits for each digit: the network multiplies integers, as a later
  //: section shows. So the accuracies below are those of both roundings.
  //:
  //: - Predict: 8, 4 or 3 bits: where does the accuracy begin to suffer?
  let widths = BitWidth.allCases
  let packed = try widths.map { try low.quantized($0) }
  let before = low.predictions(for: data.test.inputs)
  func changed(_ networks: [Network]) -> [Int] {
    networks.map {
      zip(before, $0.predictions(for: data.test.inputs)).count { $0 != $1 }
    }
  }
  page.table(
    "Rank \(rank), of \(before.count) digits",
    .texts("bits a weight", ["32, floats", "8", "4", "3"]),
    .integers("bytes", ([low] + packed).map(\.byteCount)),
    .texts("accuracy, %", percents([low] + packed)),
    .integers("answers changed", changed([low] + packed)))

  let falls = zip(widths, packed).filter { _, network in
    network.difference(from: low, on: data.test).reading == "behind"
  }
  page.reveal(
    falls.isEmpty
      ? "Nowhere, within two standard errors of the paired difference."
      : "At " + falls.map { "\($0.0.rawValue)" }.joined(separator: " and ")
        + " bits: the others are even with floats.")

  //: The last column is sharper than the accuracy, which hides answers
  //: that went wrong where others came right.
  //:
  //: Now count by hand what the network takes in 3 bits: integers without
  //: gaps, steps and biases. The last layer is a single matrix.
  func byteCountOfLast(inputs: Int, bits: Int) -> Int {
    let (steps, biases) = (10, 10)
    return (10 * inputs * bits + 7) / 8 + 4 * (steps + biases)
  }
  let inThree = try low.quantized(.three)
  func byteCount(of factor: Parameter, bits: Int) throws -> Int {
    let weights = Matrix<Double>(factor.values)
    let steps = try rowSteps(weights, bits: bits)
    let integers = try quantizedIntegers(weights, steps: steps)
    return try packedBytes(integers, bits: bits).count + 4 * steps.count
  }
  let byLayer = try thin.map { layer in
    let biases = 4 * layer.outputSize
    return try byteCount(of: layer.u, bits: 3)
      + byteCount(of: layer.vTransposed, bits: 3) + biases
  }
  let last = byteCountOfLast(inputs: hidden[hidden.count - 1], bits: 3)
  page.check(
    "bytes in 3 bits", byLayer.reduce(last, +), equals: inThree.byteCount)

  //: Each weight is multiplied once for a digit. So the multiplications
  //: count the weights.
  let bare = inThree.multiplyAccumulates * 3 / 8
  let extra = 100 * (1 - Double(bare) / Double(inThree.byteCount))
  page.note(
    "Of these bytes, \(extra.shown(decimals: 0)) % are steps and biases. "
      + "Who forgets them reports \(bare.shown) bytes.")

  //: ## Which weights share a scale?
  //:
  //: A row of U has only D numbers, so a step for each is dear. One step
  //: for a whole factor is cheap, but then its largest weight decides for
  //: all the others.
  //:
  //: Low rank offers a third way. UVᵀ is a sum of *terms* u₁v₁ᵀ + u₂v₂ᵀ +
  //: …. Round each column of U by its own largest magnitude, and each row
  //: of Vᵀ by its own. Their two steps only ever meet as a product, so one
  //: number for each term is stored. Lesson 4 packed its photograph like
  //: that.
  let byRow = packed
  let byTerm = try widths.map { try low.quantized($0, scale: .term) }
  let byFactor = try widths.map { try low.quantized($0, scale: .tensor) }
  page.table(
    "A step for each row, for each term, or for each factor",
    .integers("bits", widths.map(\.rawValue)),
    .integers("bytes, row", byRow.map(\.byteCount)),
    .texts("row, %", percents(byRow)),
    .integers("bytes, term", byTerm.map(\.byteCount)),
    .texts("term, %", percents(byTerm)),
    .integers("bytes, factor", byFactor.map(\.byteCount)),
    .texts("factor, %", percents(byFactor)))

  //: Compare by bytes, not by bits: the steps of its rows cost U 32/D bits
  //: for each number.
  //:
  //: ## Where should the singular values stand?
  //:
  //: UΣVᵀ can be stored as two factors in many ways. Lesson 5 gave all of
  //: Σ to Vᵀ. You may give it to U, or share it: U√Σ and √ΣVᵀ. In floats
  //: they are the same layer. Rounded, they are not.
  //:
  page.source(of: "evenFactors")

  //: There are three places for Σ.
  typealias Factors = (u: Matrix<Double>, vTransposed: Matrix<Double>)
  func onTheRight(_ svd: SVD<Double>) -> Factors {
    (svd.u, svd.v.transposed.scalingRows(by: svd.singularValues))
  }
  func onTheLeft(_ svd: SVD<Double>) -> Factors {
    (svd.u.scalingColumns(by: svd.singularValues), svd.v.transposed)
  }
  func onBoth(_ svd: SVD<Double>) throws -> Factors {
    try evenFactors(svd, rank: svd.singularValues.count)
  }
  let places = [onTheRight, onTheLeft, onBoth]
  let names = ["U and ΣVᵀ", "UΣ and Vᵀ", "U√Σ and √ΣVᵀ"]

  //: Take a layer, and the photograph of lesson 4 at rank 20. The error is
  //: that of the product, ‖UVᵀ − what the integers give‖F / ‖UVᵀ‖F.
  let svds = try thin.map {
    SVD<Double>(try truncatedSVD($0.weights, rank: rank))
  }
  let layer = svds[middle]
  let photograph = try truncatedSVD(
    try BundledPicture.camera.load().grey, rank: 20)
  func loss(of factors: Factors, _ scale: NetworkScales) throws -> Double {
    try LowRankLayer.quantizationLoss(
      u: factors.u, vTransposed: factors.vTransposed, .four, scale: scale)
  }
  func losses(
    of svd: SVD<Double>, _ scale: NetworkScales
  ) throws -> [Double] {
    try places.map { place in try loss(of: place(svd), scale) }
  }

  //: - Predict: For which of the two does the place of Σ matter more?
  //:
  //: All of it in 4 bits:
  let layerByTerm = try losses(of: layer, .term)
  page.table(
    "Relative error in 4 bits, with a step for each row, term or factor",
    .texts("factors", names),
    .percents("layer, row", try losses(of: layer, .row)),
    .percents("layer, term", layerByTerm),
    .percents("layer, factor", try losses(of: layer, .tensor)),
    .percents("picture, row", try losses(of: photograph, .row)),
    .percents("picture, term", try losses(of: photograph, .term)),
    .percents(
      "picture, factor", try losses(of: photograph, .tensor)))

  let ofLayer = try losses(of: layer, .tensor)
  let ofPicture = try losses(of: photograph, .tensor)
  func ratio(_ losses: [Double]) -> String {
    ((losses.max() ?? 1) / (losses.min() ?? 1)).shown(digits: 2)
  }
  page.reveal(
    "With a step a factor the worst place loses \(ratio(ofPicture)) times "
      + "as much as the best for the picture, \(ratio(ofLayer)) times for "
      + "the layer.")

  //: With a step for each term nothing changes. Multiply a column by σ and
  //: its step is multiplied too; the integers stay. So the place of Σ
  //: matters only where unequal terms share a step.
  let spread = (layerByTerm.max() ?? 1) - (layerByTerm.min() ?? 0)
  // Σ was rounded to a float's seven digits: a tie may fall the other way.
  page.check(
    "a step a term: the place of Σ makes no difference",
    residual: spread, atMost: 0.01 * layerByTerm[0] + 1e-6)

  //: With a step for each factor the largest σ sets it for all. If the
  //: singular vectors have entries of like size, the squared errors of
  //: both factors add up to a multiple of Dσ₁² + Σσⱼ² with Σ on one side,
  //: and of 2σ₁Σσⱼ with √Σ on both. The difference is Σ(σ₁ − σⱼ)²: never
  //: negative, nothing for equal values, much for a picture. That is what
  //: to expect, and no theorem: one large entry of a singular vector sets
  //: a step, too.
  func range(_ svd: SVD<Double>) -> Double {
    svd.singularValues[0] / (svd.singularValues.last ?? 1)
  }
  page.show(
    [range(layer), range(photograph)],
    "σ₁/σ_D of the layer and of the picture", digits: 3)
  let both = try loss(of: onBoth(photograph), .tensor)
  let right = try loss(of: onTheRight(photograph), .tensor)
  let left = try loss(of: onTheLeft(photograph), .tensor)
  page.check(
    "a step a factor: √Σ on both sides serves the picture best",
    both < min(right, left))

  //: And what of the network, with one step for each factor?
  let moved = try places.map { place in
    low.with(factors: try svds.map(place))
  }
  func accuracies(_ width: BitWidth) throws -> [String] {
    percents(try moved.map { try $0.quantized(width, scale: .tensor) })
  }
  page.table(
    "The network with one step for each factor",
    .texts("factors", names),
    .texts("floats, %", percents(moved)),
    .texts("8 bits, %", try accuracies(.eight)),
    .texts("4 bits, %", try accuracies(.four)),
    .texts("3 bits, %", try accuracies(.three)))

  //: A layer's values are less unequal than a picture's: weigh what Σ's
  //: place gains here against the standard error.
  //:
  //: ## Dot products of integers
  //:
  //: So far integers saved space. Can you compute with them? Round the
  //: input x as well: x ≈ s p with a step s for the whole sample, and w ≈
  //: t q with a step t for the row. Then x·w ≈ st (p₁q₁ + p₂q₂ + …). The
  //: sum runs over integers alone, and both steps multiply once, at its
  //: end. All networks above did that.
  //:
  //: That is why a step belongs to a row: one for each column of W could
  //: not be taken out of the sum. (That of a term can. Column j of U gives
  //: its step to row j of Vᵀ.)
  page.source(of: "integerDotProducts")

  //: Take the last layer of the dense network, and what comes into it for
  //: three digits.
  let lastLayer = dense.layers.count - 1
  let top = dense.dense(at: lastLayer)
  var network = dense
  network.forward(data.test[upTo: 3].inputs)
  let inputs = network.output(ofLayer: lastLayer - 1)

  //: Sum the products of integers, and multiply by both steps.
  let w = try QuantizedMatrix(top.weights.values, .eight)
  let x = try QuantizedMatrix(inputs, .eight)
  let sums = try integerDotProducts(
    x.integers, w.integers, depth: w.columns)
  let logits = Matrix<Float>(rows: 3, columns: 10) { i, j in
    let product = Float(sums[10 * i + j])
    return product * x.step(ofRow: i) * w.step(ofRow: j)
      + top.bias.values[0, j]
  }

  //: The first of the three digits:
  let classes = Array(0..<10)
  page.table(
    "The last layer's ten outputs for one digit",
    .integers("class", classes),
    .integers("sum of integers", classes.map { Int(sums[$0]) }),
    .numbers("from integers", classes.map { Double(logits[0, $0]) }),
    .numbers(
      "from floats", classes.map { Double(network.logits[0, $0]) }))
  let alone = try Network([top]).quantized(.eight)
  page.check(
    "the library's layer says the same", alone.logits(for: inputs),
    equals: logits)

  //: A product of two such integers takes up to 15 bits and a sum more, so
  //: sums are kept in 32. How long may a row be before one overflows?
  //: Count with −128, to be safe.
  let longest = Int(Int32.max) / (128 * 128)
  page.check("131 071 products always fit", longest, equals: 131_071)

  //: Now the clock, for whole networks, rounding and all: floats; 8 bits
  //: made floats again for each batch; 8 bits multiplied as integers.
  if !page.isGiven("--untimed") {
    let timings = try [("dense", dense), ("low rank", low)].flatMap {
      name, network in
      try [256, 1].map { count in
        try Timing(
          name, network, data.test[upTo: count].inputs)
      }
    }
    page.table(
      "Measured now: only these numbers change from run to run",
      .texts("network", timings.map(\.name)),
      .integers("digits", timings.map(\.digits)),
      .numbers("ms, floats", timings.map(\.floats), digits: 3),
      .numbers("ms, floats again", timings.map(\.floatsAgain), digits: 3),
      .numbers("ms, integers", timings.map(\.integers), digits: 3),
      .numbers(
        "times as fast", timings.map { $0.floats / $0.integers }))
  }

  //: - Important: The article says that 8-bit weights give "faster
  //:   computation". Weights only *stored* in 8 bits must become floats
  //:   again, which is work on top. It takes a kernel that multiplies
  //:   integers, and a processor that does more of them at once. And each
  //:   batch must be rounded first: a thin factor has few products to pay
  //:   for that. One digit waits for memory: fewer bytes, less time. So:
  //:   smaller always, faster only where the clock says so.
  //:
  //: ## Two compressions, one table
  //:
  //: Rank makes fewer numbers, bits make smaller ones.
  //:
  //: - Predict: In as few bytes, which reads better: the large network at
  //:   rank D and 4 bits, or a small dense one in 4 bits?
  //:
  //: The small one is the control: as many weights as rank D leaves, so as
  //: much work, and trained for as many epochs as the large one and its
  //: cut together.
  let small = Network.control(
    for: [784] + hidden + [10], parameters: low.parameterCount)
  let control = trained(
    .dense(small, initialization: .uniform, using: &generator),
    on: data, epochs: 14, label: "the control", page)

  //: Round the dense network and the control to the same widths.
  let inControl = try widths.map { try control.quantized($0) }
  let inDense = try widths.map { try dense.quantized($0) }
  func labels(_ name: String) -> [String] {
    widths.map { "\(name), \($0.rawValue) bits" }
  }
  let stages =
    [dense] + inDense + [low] + byRow + byTerm + [control] + inControl
  let stageNames =
    ["dense, floats"] + labels("dense") + ["rank \(rank), floats"]
    + labels("by row") + labels("by term")
    + ["control, floats"] + labels("control")

  let bytes = stages.map(\.byteCount)
  page.table(
    "From \(dense.byteCount.shown) bytes down, scales and biases included",
    .texts("network", stageNames),
    .integers("bytes", bytes),
    .numbers(
      "times smaller", bytes.map { Double(dense.byteCount) / Double($0) },
      digits: 1),
    .texts("accuracy, %", percents(stages)))

  //: Compare in pairs, digit by digit, what takes about as many bytes.
  //: *Even* is a difference of at most two standard errors. They are those
  //: of other digits: each network was trained once, and where two differ
  //: in more than their bits, another training may differ as well.
  func row(_ name: String, _ one: Network, _ other: Network) -> [String] {
    let lead = one.difference(from: other, on: data.test)
    return [name, lead.points, lead.reading]
  }
  page.table(
    "Paired differences, in points", ["difference", "points", "it is"],
    [
      row("rank and 4 bits over dense, floats", byRow[1], dense),
      row("rank and 3 bits over rank and 4", byRow[2], byRow[1]),
      row("rank and 4 bits over control, 4 bits", byRow[1], inControl[1]),
      row("rank and 3 bits over control, 3 bits", byRow[2], inControl[2]),
    ])
  let lead = byRow[1].difference(from: inControl[1], on: data.test)
  page.reveal(
    "Rank \(rank) in 4 bits takes \(byRow[1].byteCount.shown) bytes, the "
      + "control \(inControl[1].byteCount.shown). Rank is "
      + "\(lead.reading), \(lead.points) points.")

  //: Do the two savings multiply? The bytes of weights do. But a factor
  //: has more rows for its weights, and each row a step. So in 4 bits low
  //: rank saves less, as a share, than in floats.
  let shareInFloats = Double(low.byteCount) / Double(dense.byteCount)
  let shareInFour =
    Double(byRow[1].byteCount) / Double(inDense[1].byteCount)
  page.table(
    "Bytes at rank \(rank), as a share of dense",
    .texts("weights in", ["floats", "4 bits"]),
    .percents("share", [shareInFloats, shareInFour]))

  //: Whatever network you ran: of the article's, 784 – 5 × 1024 – 10 with
  //: 20 049 960 bytes, this is what rank 20 and 8 bits leave.
  func byteCount(outputs: Int, inputs: Int) -> Int {
    let (steps, biases) = (outputs + 20, outputs)
    return 20 * (outputs + inputs) + 4 * (steps + biases)
  }
  let wide = byteCount(outputs: 1024, inputs: 1024)
  let first = byteCount(outputs: 1024, inputs: 784)
  let end = byteCountOfLast(inputs: 1024, bits: 8)
  page.check("80 times smaller", first + 4 * wide + end, equals: 251_680)

  //: ## The frontier
  //:
  //: Half the rank and twice the bits take about the same bytes. So which?
  //: Train three ranks, and a small dense network of the size of each. All
  //: of them get the three widths.
  //:
  //: - Predict: For the same bytes, is it better to have more ranks of
  //:   fewer bits, or fewer ranks of more bits?
  let most = hidden.min() ?? 1
  let ranks = Set(
    [rank / 2, rank, 2 * rank].map { min(max(1, $0), most) }
  )
  .sorted()
  let lows = ranks.map { r in
    r == rank
      ? low
      : trained(
        dense.truncated(to: r, decompositions), on: data, epochs: 6,
        label: "rank \(r)", page)
  }
  let smalls = lows.map { low in
    let sizes = Network.control(
      for: [784] + hidden + [10], parameters: low.parameterCount)
    return sizes == small
      ? control
      : trained(
        .dense(sizes, initialization: .uniform, using: &generator),
        on: data, epochs: 14, label: "\(sizes[1]) wide", page)
  }

  //: Every point of the plot is a network, bytes to the right, accuracy
  //: upward: 3, 4 and 8 bits from left to right.
  let kinds =
    ranks.map { "rank \($0)" }
    + smalls.map { "dense, \($0.layers[0].outputSize) wide" }
  let inBits = try (lows + smalls).map { network in
    try widths.reversed().map { try network.quantized($0) }
  }
  func accuracy(_ network: Network) -> Double {
    100 * network.accuracy(on: data.test).share
  }
  func error(_ network: Network) -> Double {
    100 * network.accuracy(on: data.test).standardError
  }
  page.plot(
    Chart(
      title: "Accuracy on the test part, ± one standard error",
      x: Axis("bytes", .log), y: Axis("accuracy, %"),
      series: zip(kinds, inBits).map { name, networks in
        .line(
          name, networks.map { Double($0.byteCount) },
          networks.map(accuracy), errors: networks.map(error))
      }))

  //: The *frontier* are those that no other beats: none has as few bytes
  //: and reads as well.
  let points = zip(kinds, inBits).flatMap { name, networks in
    zip(widths.reversed(), networks).map { width, network in
      (
        name: "\(name), \(width.rawValue) bits", bytes: network.byteCount,
        right: accuracy(network), network: network
      )
    }
  }
  let frontier = points.filter { point in
    !points.contains { other in
      other.bytes <= point.bytes && other.right >= point.right
        && (other.bytes < point.bytes || other.right > point.right)
    }
  }.sorted { $0.bytes < $1.bytes }
  page.table(
    "The frontier, of \(points.count) networks",
    .texts("network", frontier.map(\.name)),
    .integers("bytes", frontier.map(\.bytes)),
    .texts("accuracy, %", percents(frontier.map(\.network))))

  //: It was chosen on the test part, where luck helps: a tenth of a point
  //: puts a network on it. The pairs say what is more than luck.
  let halves = ranks.indices.dropLast().map { i in
    (
      few: inBits[i][2], many: inBits[i + 1][1],
      names: "rank \(ranks[i + 1]), 4 bits, over rank \(ranks[i]), 8 bits"
    )
  }
  let leads = halves.map {
    $0.many.difference(from: $0.few, on: data.test)
  }
  page.table(
    "About the same bytes, in points",
    .texts("difference", halves.map(\.names)),
    .percents(
      "bytes",
      halves.map { Double($0.many.byteCount) / Double($0.few.byteCount) },
      digits: 0),
    .texts("points", leads.map(\.points)),
    .texts("it is", leads.map(\.reading)))
  page.reveal(
    "More ranks of fewer bits: "
      + (leads.isEmpty
        ? "the layers are too narrow to ask."
        : leads.map { "\($0.reading) (\($0.points))" }
          .joined(separator: ", ") + "."))

  //: ## Rounding that makes up for itself
  //:
  //: Rounding w to the nearest makes each weight's own error small. But
  //: what counts is the sum over the inputs. If one weight came out too
  //: large, the next that sees a like input may come out too small: let
  //: each carry what those before it have left over. It takes a few inputs
  //: and no training. (Frantar and others, "GPTQ: Accurate Post-training
  //: Quantization for Generative Pre-trained Transformers", 2023. It is a
  //: second way to 11.2.)
  let sample = data.training[upTo: 1000].inputs
  let carried = try [BitWidth.four, .three].map {
    try low.quantized($0, compensatingOn: sample)
  }
  let nearest = Array(byRow.suffix(2))
  let gains = zip(carried, nearest).map {
    $0.difference(from: $1, on: data.test)
  }
  page.table(
    "Rank \(rank), a step for each row",
    .integers("bits", [4, 3]),
    .texts("nearest, %", percents(nearest)),
    .texts("carried on, %", percents(carried)),
    .texts("difference", gains.map(\.points)),
    .texts("it is", gains.map(\.reading)))

  //: ## Where this goes wrong: no sign, no scale
  //:
  //: "8 bits" alone says little. The bytes of a picture go from 0 to 255,
  //: and many an example rounds to those. A factor has signs.
  let largest = low.largestWeight
  let roundings = [
    ("signed, a step a row", try low.quantized(.eight)),
    (
      "signed, one step for the network",
      low.roundingWeights(to: largest / 127, -127...127)
    ),
    (
      "0 to 255, without a sign",
      low.roundingWeights(to: largest / 255, 0...255)
    ),
    (
      "rounded without a step", low.roundingWeights(to: 1, -127...127)
    ),
  ]
  page.table(
    "Always 8 bits",
    .texts("integers", roundings.map(\.0)),
    .texts("accuracy, %", percents(roundings.map(\.1))),
    .integers("answers changed", changed(roundings.map(\.1))))

  //: Without a sign the negative weights become zero. Without a step all
  //: below ½ do: in a layer of many inputs nearly all. Chance is 10 %.
  //:
  //: - Note: The third article calls its factors "8-bit" data. Unscaled 8
  //:   bits are the last row; lesson 4 showed what they do to a picture.
  //:
  //: ## Where this goes wrong: one column
  //:
  //: Take the dense network. As max(0, cx) = c max(0, x), you may divide
  //: the weights and the bias of a hidden unit by c and multiply by c the
  //: column of the next layer that reads it: the network computes what it
  //: did. Do so to the first unit of each hidden layer, with c = 1024, a
  //: power of two, so that floats lose nothing.
  var outlier = dense
  for (index, width) in hidden.enumerated() {
    let others = [Float](repeating: 1, count: width - 1)
    outlier = outlier.scalingUnits(ofLayer: index, by: [1024] + others)
  }
  let images = data.test.inputs
  page.check(
    "in floats, the same outputs", outlier.logits(for: images),
    equals: dense.logits(for: images), tolerance: 0)

  //: Round it. Now every row of the next layer has one huge weight, and
  //: its step is made for that one. A step for each row does not help: the
  //: outlier is a *column*, and each row has its share.
  //:
  //: The remedy is the same trick, used on purpose. Choose c for each unit
  //: so that the weights which it reads and those which read it have equal
  //: magnitudes. That needs neither data nor training (Nagel, van Baalen,
  //: Blankevoort and Welling, ICCV 2019, arXiv 1906.04721).
  //:
  //: Or use what this kit is about: one column is a matrix of rank one.
  //: Keep the largest terms of W in floats, and round what is left: low
  //: rank plus a rounded residual. (Computed in floats here.)
  func apart(
    _ network: Network, _ scale: ScaleSharing
  ) throws -> Network {
    var result = network
    for index in network.layers.indices {
      let layer = network.dense(at: index)
      let w = layer.weights.values
      let top = try truncatedSVD(w, rank: min(2, w.rows)).reconstructed()
      let rest = try QuantizedMatrix(w - top, .eight, scale: scale)
      result.layers[index] = layer.with(weights: top + rest.dequantized())
    }
    return result
  }

  //: All of it, with the outliers left in where nothing is said:
  let trio = [dense, outlier, outlier.balanced()]
  func rounded(_ scale: NetworkScales) throws -> [String] {
    percents(try trio.map { try $0.quantized(.eight, scale: scale) })
  }
  let (apartByRow, apartByOne) = (
    try apart(outlier, .row), try apart(outlier, .tensor)
  )
  page.table(
    "One column of each layer times 1024, dense, in 8 bits",
    .texts(
      "network",
      ["as trained", "with outliers", "balanced", "two terms apart"]),
    .texts("floats, %", percents(trio + [outlier])),
    .texts("a step a row, %", try rounded(.row) + percents([apartByRow])),
    .texts("one step, %", try rounded(.tensor) + percents([apartByOne])))

  //: Large language models grow such columns by themselves, in the inputs
  //: of their layers. Whoever rounds them has to even them out, or to keep
  //: those few columns in floats (Dettmers, Lewis, Belkada and
  //: Zettlemoyer, NeurIPS 2022, arXiv 2208.07339).
  //:
  //: ## Eight bits and a scale
  //:
  //: So what does a number need? A scale, first of all: its row's or its
  //: term's. And then as many bits as the test part notices.
  let losses8 = inDense[0].difference(from: dense, on: data.test)
  let losses4 = inDense[1].difference(from: dense, on: data.test)
  page.note(
    "Dense, against floats: 8 bits are \(losses8.reading) "
      + "(\(losses8.points) points), 4 bits \(losses4.reading) "
      + "(\(losses4.points)).")
  page.predictions()

  //: ## Your turn
  //:
  //: Six exercises wait in `Exercises/11-Quantization.swift`. Grade them
  //: with `swift test --filter Quantization`.
  //:
  //: The frontier counts its bytes by 11.4; lesson 5 has its ranks.
  //:
  //: - **11.1** a step for each row;
  //: - **11.2** rounded to integers, ties to even;
  //: - **11.3** dot products of integers, with sums in 32 bits;
  //: - **11.4** pack integers into bytes, no bit left out;
  //: - **11.5** factors that share the singular values evenly;
  //: - **11.6** integers back to weights, with their error.
  //:
  //: Then `swift run course mine Quantization` runs on your own functions.
  //: Here rank was cut after training. The next lesson makes it part of
  //: the training: `swift run NuclearNorm`.
}

//: ## Behind the page
//:
//: The options, and the widths of the hidden layers.
func pageOptions() -> [LessonOption] {
  [
    .init(
      "--hidden", value: "LIST", default: "1024,1024,1024,1024,1024",
      help: "the widths of the hidden layers"),
    .init("--quick", help: "3 layers of 256 and fewer epochs"),
    .init("--untimed", help: "leave out measured times"),
  ]
}

func hiddenWidths(_ page: Page) throws -> [Int] {
  if page.isGiven("--hidden") {
    return try page.integers("--hidden", in: 1...4096)
  }
  // Of a default the page leaves out what repeats: it isn't read here.
  return page.isGiven("--quick")
    ? [256, 256, 256] : [1024, 1024, 1024, 1024, 1024]
}

//: Training as in lesson 5: validation chooses rate and epoch.
func trained(
  _ start: Network, on data: DigitSamples, epochs: Int, label: String,
  _ page: Page
) -> Network {
  let plan = TrainingPlan(
    learningRates: [3e-4, 1e-3],
    epochs: page.isGiven("--quick") ? epochs / 2 : epochs,
    seed: page.seed)
  let work = page.progress(label, total: plan.steps(of: data.training))
  return start.selected(
    by: plan, on: data.training, validation: data.validation
  ) { _, _ in work.advance() }.network
}

//: And the clock, in milliseconds.
struct Timing {
  let name: String
  let digits: Int
  let floats: Double
  let floatsAgain: Double
  let integers: Double

  init(
    _ name: String, _ network: Network, _ inputs: Matrix<Float>
  ) throws {
    let eight = try network.quantized(.eight)
    self.name = name
    digits = inputs.rows
    floats = network.forwardTime(inputs) / .milliseconds(1)
    floatsAgain = eight.dequantizedForwardTime(inputs) / .milliseconds(1)
    integers = eight.forwardTime(inputs) / .milliseconds(1)
  }
}
