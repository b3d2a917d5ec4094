//: # A filter in fewer numbers
//:
//: A convolution moves a small kernel over a picture. A layer of a network
//: has many kernels: one for each pair of an input and an output channel.
//: Together they are a tensor with four directions. The lesson follows the
//: article "Low-rank approximation 2/4", on filters.
//:
//: You will see
//: - a convolution in six smaller forms, counted, timed and trained on;
//: - layers that differ from theirs in most of W and read as well, and
//:   some that differ in little of it and read worse.
import FilterFactorizationExercises
import Foundation
import LinearAlgebra
import Networks
import Notebook

lesson(
  "FilterFactorization",
  summary: "The filters of a convolution, factorised in six ways",
  options: [
    .init(
      "--quick", help: "shows how, not how well: few digits, one rank"),
    .init("--untimed", help: "leave out measured times"),
  ]
) { page in
  //: ## The digits, and a network
  //:
  //: Three parts again: one to learn from, one to compare by, one for the
  //: verdict. A digit stays the same two pixels aside: shifted copies join
  //: the first part, and only that.
  let quick = page.isGiven("--quick")
  var generator = SeededGenerator(seed: page.seed)
  let data = try DigitSamples.load(nil, using: &generator)
  let image = ImageShape(1, 28, 28)
  let training = data.training[upTo: quick ? 200 : 3500]
    .withShiftedCopies(
      of: image, reach: 2, copies: quick ? 0 : 3, using: &generator)
  let validation = data.validation[upTo: quick ? 100 : 500]
  let test = data.test[upTo: quick ? 100 : 1000]
  page.show(
    [training.count, validation.count, test.count],
    "digits for training, validation, verdict")

  //: Kernels of 5×5 turn the picture into 16 channels. Pooling keeps the
  //: largest number of each 2×2 window. More kernels turn 16 channels into
  //: 32, pooled again, and a dense layer names the digit.
  let side = Extent(square: 5)
  func cnn(_ channels: Int) throws -> Network {
    try .convolutional(
      image, channels: [16, channels], kernel: side, classes: 10,
      using: &generator)
  }
  func train(
    _ label: String, _ starts: [Network], _ samples: Samples, rate: Float,
    epochs: Int
  ) -> [Network] {
    let plan = TrainingPlan(
      learningRates: [rate], epochs: epochs, batchSize: 64, seed: page.seed
    )
    let work = page.progress(
      label, total: starts.count * plan.steps(of: samples))
    return starts.map {
      $0.trained(by: plan, on: samples) { _, _ in work.advance() }
    }
  }
  let start = try cnn(32)
  let epochs = quick ? 2 : 5
  let network = train(
    "training", [start], training, rate: 2e-3, epochs: epochs)[0]
  let score = network.accuracy(on: test)
  page.note("Held-out digits that it names: **\(score.percent) %**.")
  if quick { page.note("So few digits teach little: believe no table.") }
  if !quick {
    page.check(
      "97 %, give or take two standard errors",
      score.share + 2 * score.standardError >= 0.97)
  }

  //: Kernels of layer 1 and four channels of a digit, each scaled alone.
  let digit = test[upTo: 1].inputs
  page.picture(
    network.layers[0].parameters[0].values[rows: 0..<10, columns: 0..<25]
      .contactSheet(across: 5, magnified: 2),
    "kernels of layer 1", range: .values(-1, 1))
  page.picture(
    network.featureMaps(4, ofLayer: 1, for: digit)
      .contactSheet(across: 4, gap: 0),
    "a digit after layer 1", range: .values(0, 1))

  //: ## A convolution is a product
  //:
  //: At each place a kernel meets a patch of k·k numbers in each of M
  //: channels. Write every patch as a column of P. Write the N kernels as
  //: the rows of W, N×(M·k·k). Then WP is all of the convolution. That is
  //: how it is computed, and why an SVD of W is worth a thought.
  func patches(_ image: [Float], _ s: ConvolutionShape) throws
    -> Matrix<Double>
  {
    let (size, k, step, pad) = (s.input, s.kernel, s.stride, s.padding)
    let down = try convolutionOutputSize(
      size.height, kernel: k.height, stride: step.height,
      padding: pad.height)
    let across = try convolutionOutputSize(
      size.width, kernel: k.width, stride: step.width, padding: pad.width)
    return Matrix(rows: s.fanIn, columns: down * across) { row, place in
      let (m, i) = (row / (k.height * k.width), row / k.width % k.height)
      let y = place / across * step.height + i - pad.height
      let x = place % across * step.width + row % k.width - pad.width
      let inside = 0..<size.height ~= y && 0..<size.width ~= x
      return inside
        ? Double(image[(m * size.height + y) * size.width + x]) : 0
    }
  }

  //: Take the trained second layer, without its ReLU. Let it move by 2,
  //: with zeros around: 1 row above and below, 2 columns left and right.
  let (n, m, k) = (32, 16, 5)
  let real = network.layers.compactMap { $0 as? ConvolutionLayer }
  let layer = real[1]
  let (kernel, bias) = (layer.weights.values, layer.bias?.values.elements)
  let strided = try ConvolutionLayer(
    ConvolutionShape(
      input: layer.shape.input, outputChannels: n, kernel: side,
      stride: Extent(2, 2), padding: Extent(1, 2)),
    weights: kernel, bias: bias)
  let inputs = try network.layers[1].outputs(
    for: network.layers[0].outputs(for: training[upTo: 200].inputs))
  func first(_ count: Int) -> Matrix<Float> {
    inputs[rows: 0..<count, columns: 0..<inputs.columns]
  }
  let w = Matrix<Double>(kernel)
  let p = try patches(first(1).elements, strided.shape)
  let wp = w * p
  let byHand = wp.elements.indices.map {
    Float(wp.elements[$0]) + (bias?[$0 / p.columns] ?? 0)
  }
  let byLayer = try strided.outputs(for: first(1)).elements
  page.check(
    "WP + b is what the layer puts out", byHand, equals: byLayer,
    tolerance: 1e-5 * Double(Vector(byLayer).norm))

  //: - Important: "Filters can be represented as 3D tensors", the article
  //:   says. One filter can. The layer's weights have four modes: N
  //:   outputs, M inputs, height, width. The long ones, where there is
  //:   most to save, are the two of the channels.
  //:
  //: ## Six smaller forms
  //:
  //: Each is a chain of smaller convolutions. Its last layer alone has the
  //: biases, and the ReLU.
  //:
  //: - *Matrix SVD*: W ≈ UVᵀ. R kernels k×k×M, then 1×1 to N channels.
  //: - *Two-dimensional*: R upright kernels k×1×M, then N flat 1×k×R.
  //: - *Tucker-2*: 1×1 down to r₂ channels, k×k from r₂ to r₁, 1×1 up to
  //:   N. Height and width are short, and stay whole. Here r₁ = 2r₂.
  //: - *CP*: 1×1 to R, k×1 and 1×k on each channel alone, 1×1 to N.
  //: - *Separable*: q kernels k×k for each input channel alone, then 1×1
  //:   to N. With q = 1 it is the layer of MobileNets.
  //: - *Shared*: B kernels k×k that all channels share, and a 1×1 layer
  //:   that learns to combine them: a structured low-rank filter.
  let families = FactorizationForm.allCases

  //: The second is an SVD as well: of the same numbers in another order, a
  //: row for each (input channel, kernel row), a column for each (output
  //: channel, kernel column).
  let (upright, flat) = try oneDimensionalKernels(
    w, inputs: m, side: k, rank: 8)
  let pair = Matrix<Double>(rows: n, columns: w.columns) { n, column in
    (0..<8).reduce(0) {
      $0 + upright[$1, column / k] * flat[n, $1 * k + column % k]
    }
  }
  page.check(
    "k×1 and 1×k at R = 8, as the library has them", pair,
    equals: Matrix<Double>(try layer.spatiallyFactorized(rank: 8).weights),
    tolerance: 1e-5 * w.frobeniusNorm)

  //: ## Full ranks first
  //:
  //: A form that is right gives the layer back at full rank. Test it where
  //: it is easy to go wrong, on the copy with stride 2 and padding (1, 2).
  //: Both belong to the k×k kernel; of k×1 and 1×k each has its half.
  let expected = try strided.outputs(for: first(20))
  for form in families {
    let full = form.fullRank(of: strided.shape)
    let chain = try strided.factorized(form, rank: full)
    let error = try chain.outputs(for: first(20)) - expected
    page.check(
      "\(form.title(full)): the same outputs",
      residual: error.maxNorm / expected.maxNorm, atMost: 1e-5)
    page.check(
      "its weights, and the \(n) biases once", chain.parameterCount,
      equals: form.weightCount(of: strided.shape, rank: full) + n)
  }
  let tucker = try layer.factorized(.tucker, rank: 4)
  page.check(
    "Tucker-2, r₂ = 4: its numbers",
    try tuckerTwoNumbers(
      kernel: k, inputs: m, outputs: n, inputRank: 4, outputRank: 8),
    equals: tucker.parameterCount)
  page.check(
    "its multiplications",
    try tuckerTwoWork(
      height: 12, width: 12, kernel: k, stride: 1, padding: 0, inputs: m,
      outputs: n, inputRank: 4, outputRank: 8),
    equals: tucker.multiplyAccumulates)

  //: All six are exact, and none is smaller. "Significantly reduces the
  //: number of parameters" holds only below a break-even rank.
  page.table(
    "The layer has \(layer.shape.weightCount) weights",
    .texts("form", families.map(\.rawValue)),
    .integers("full rank", families.map { $0.fullRank(of: layer.shape) }),
    .integers(
      "pays up to", families.map { $0.breakEvenRank(of: layer.shape) }))

  //: ## Low ranks
  //:
  //: Now the layer as it is, with two errors: of W, and of what W does,
  //: the sums WP, on patches from the training part.
  let ranks = [
    [4, 9, 18], [4, 8, 16], [2, 4, 8], [8, 16, 60], [1, 2, 4], [2, 4, 8],
  ].map { quick ? [$0[1]] : $0 }
  let names =
    ["as it is"] + zip(families, ranks).flatMap { $1.map($0.title) }
  let chains =
    try [FactorizedConvolution(layers: [layer], weights: kernel)]
    + zip(families, ranks).flatMap { form, ranks in
      try ranks.map {
        try layer.factorized(form, rank: $0, seed: page.seed)
      }
    }
  let off = try chains.map {
    try layer.relativeErrors(of: $0.weights, on: inputs)
  }
  let work = chains.map(\.multiplyAccumulates)
  page.table(
    "Numbers with biases, and multiplications for one picture",
    .texts("form", names),
    .integers("numbers", chains.map(\.parameterCount)),
    .integers("multiplications", work),
    .percents("error of W", off.map(\.weights), digits: 1),
    .percents("of outputs", off.map(\.sums), digits: 1))
  if !page.isGiven("--untimed") {
    let times = chains.map {
      Network($0.layers).forwardTime(first(128)) / .milliseconds(1)
    }
    page.table(
      "Measured now, 128 pictures: only these change from run to run",
      .texts("form", names), .numbers("ms", times),
      .percents("time", times.map { $0 / times[0] }, digits: 0),
      .percents(
        "work", work.map { Double($0) / Double(work[0]) }, digits: 0))
  }

  //: Multiplications are not time. For four kernels as for 32 the patches
  //: must be written first, and where each channel is alone there is
  //: little to multiply for each number that is read.
  //:
  //: ## What the article's counts count
  //:
  //: For one k×k×d filter the article has "one for spatial dimensions and
  //: one for the depth dimension", made by "multiplying a k×k filter with
  //: a k×1 filter for each depth slice", at O(k² + k·d). But k×k times k×1
  //: is a column, no slice. What can be meant? Four readings:
  //:
  //: - one k×k picture, times one number for each slice: k² + d;
  //: - one k×k picture F, its k columns scaled anew in each slice, which
  //:   is F times a *diagonal* of k numbers: k² + kd;
  //: - a k×1 for each slice, and one 1×k for all: kd + k;
  //: - for each slice a k×1 and a 1×k: 2kd.
  //:
  //: Each reading arranges a filter as one or more matrices, and makes
  //: their rank one. So the SVD tells what each must lose at least.
  func lost(
    _ blocks: Int, _ rows: Int, _ columns: Int,
    _ place: (Int, Int, Int) -> Int
  ) throws -> Double {
    let tails = try (0..<n * blocks).flatMap { index in
      let part = Matrix<Double>(rows: rows, columns: columns) {
        w[index / blocks, place(index % blocks, $0, $1)]
      }
      return try svd(part).singularValues.dropFirst()
    }
    return Vector(tails).norm / w.frobeniusNorm
  }
  page.table(
    "The \(n) filters of 5×5×16; each has 400 numbers",
    .texts(
      "reading", ["picture ⊗ depth", "F·diag", "k×1, 1×k", "slices"]),
    .texts("count", ["k² + d", "k² + kd", "kd + k", "2kd"]),
    .integers(
      "numbers", [k * k + m, k * k + k * m, k * m + k, 2 * k * m]),
    .percents(
      "least error of W",
      [
        try lost(1, m, k * k) { _, m, ij in m * 25 + ij },
        try lost(k, m, k) { j, m, i in m * 25 + i * 5 + j },
        try lost(1, m * k, k) { _, mi, j in mi * 5 + j },
        try lost(m, k, k) { m, i, j in m * 25 + i * 5 + j },
      ], digits: 1))

  //: - Important: As a bound, O(k² + kd) is true of all four: none has
  //:   more than twice as many. As a count it fits the second alone. And
  //:   none is the filter: see the errors. R terms of the first kind cost
  //:   R(k² + d). All of a filter takes 16, and 656 numbers for its 400.
  //:
  //: Depthwise separable layers have k²M + MN weights in place of k²MN, a
  //: share of 1/N + 1/k². Mind which is which: N counts the outputs. The
  //: share is the same for weights and multiplications, and on each layer.
  for layer in real {
    let (m, n) = (layer.shape.input.channels, layer.shape.output.channels)
    let chain = try layer.factorized(.separable, rank: 1)
    page.check(
      "\(m) → \(n): \(k * k * m + m * n) weights for \(k * k * m * n)",
      chain.parameterCount - n, equals: k * k * m + m * n)
    page.check(
      "1/\(n) + 1/\(k * k) of the multiplications",
      try separableShare(kernel: k, inputs: m, outputs: n),
      equals: Double(chain.multiplyAccumulates)
        / Double(layer.multiplyAccumulates))
  }

  //: ## Train on
  //:
  //: Put each chain in the layer's place, and train all for a while more.
  let cut = try chains.map {
    try network.replacing(layerAt: 2, with: $0.layers)
  }
  let tuned = train(
    "fine-tuning", cut, training[upTo: 7000], rate: 1e-3, epochs: 1)
  page.table(
    "On validation",
    .texts("form", names),
    .integers("numbers", chains.map(\.parameterCount)),
    .percents("error of W", off.map(\.weights), digits: 0),
    .texts("before, %", cut.map { $0.accuracy(on: validation).percent }),
    .texts("after, %", tuned.map { $0.accuracy(on: validation).percent }))

  //: Look at the B kernels that all channels share; and at two channels of
  //: the digit after layer 2, with the smallest Tucker-2 and as it is.
  page.picture(
    chains[chains.count - 1].layers[0].parameters[0].values
      .contactSheet(across: 4, magnified: 2),
    "shared kernels", range: .values(-1, 1))
  let place = names.firstIndex { $0.hasPrefix("Tucker") } ?? 0
  page.pictures(
    [("Tucker-2", cut[place], 4), ("as it is", network, 2)].map {
      (
        $0,
        $1.featureMaps(2, ofLayer: $2, for: digit)
          .contactSheet(across: 2, magnified: 2, gap: 0)
      )
    }, range: .values(0, 1))

  //: ## Why the error of W misleads
  //:
  //: The error of W counts all 400 directions of a patch alike. Real
  //: patches do not. Take some of the training part, and sort directions
  //: by their strength: the eigenvectors of PPᵀ. Then spoil W from both
  //: ends: keep only what acts on the strongest, or all but that.
  let gram = try (0..<40).reduce(Matrix(rows: 400, columns: 400)) {
    let p = try patches(inputs.row($1).elements, layer.shape)
    return $0 + p * p.transposed
  }
  let strongest = try symmetricEigen((gram + gram.transposed) / 2).vectors
  func on(_ count: Int) -> Matrix<Double> {
    let v = strongest.firstColumns(count)
    return w * v * v.transposed
  }
  let spoiled = ([20, 40, 80].map(on) + [2, 5, 10].map { w - on($0) })
    .map { Matrix<Float>($0) }
  let harm = try spoiled.map {
    try layer.relativeErrors(of: $0, on: inputs)
  }
  let scores = try spoiled.map { weights in
    let layer = try ConvolutionLayer(
      layer.shape, weights: weights, bias: bias, activation: .relu)
    return try network.replacing(layerAt: 2, with: [layer])
      .accuracy(on: validation)
  }
  page.table(
    "No training, on validation",
    .texts(
      "directions kept",
      ["20", "40", "80", "all but 2", "all but 5", "all but 10"]),
    .percents("error of W", harm.map(\.weights), digits: 1),
    .percents("of outputs", harm.map(\.sums), digits: 1),
    .texts("accuracy, %", scores.map(\.percent)))

  //: The first row loses most of W, and little of what W does; the fourth
  //: the other way round. So look at outputs. Even they are no accuracy.
  //:
  //: ## The verdict
  //:
  //: The middle rank of each form, on the last part. Three controls: the
  //: network itself, trained on as long; a separable layer from scratch;
  //: and plain channels, as few as make it no smaller than the six. They
  //: are what six forms must beat. Two standard errors may be luck.
  let middle = families.indices.map { quick ? $0 + 1 : 3 * $0 + 2 }
  let most = middle.map { tuned[$0].parameterCount }.max() ?? 0
  let channels = try (1...32).first { try cnn($0).parameterCount >= most }
  let separable = try start.replacing(
    layerAt: 2,
    with: layer.shape.separableLayers(activation: .relu, using: &generator)
  )
  let fresh = train(
    "controls", [separable, try cnn(channels ?? 32)], training, rate: 2e-3,
    epochs: epochs)
  let last = [network, tuned[0]] + middle.map { tuned[$0] } + fresh
  page.table(
    "The whole network, on the last part",
    .texts(
      "layer 2",
      ["as it is", "trained on"] + middle.map { names[$0] }
        + ["separable from scratch", "plain, fewer channels"]),
    .integers("numbers", last.map(\.parameterCount)),
    .integers("multiplications", last.map(\.multiplyAccumulates)),
    .texts("right, %", last.map { $0.accuracy(on: test).percent }))

  //: - Important: CP "can be simpler to implement", the article says. The
  //:   SVD forms take one decomposition and have one best answer. CP takes
  //:   sweeps and a start, and its best terms need not exist.
  //:
  //: ## Where this goes wrong: biases in the middle
  //:
  //: Give the middle of a Tucker-2 the biases too, at full rank.
  let exact = try strided.tucker2(outputRank: n, inputRank: m)
  var parts = exact.layers.compactMap { $0 as? ConvolutionLayer }
  parts[1] = try ConvolutionLayer(
    parts[1].shape, weights: parts[1].weights.values, bias: bias)
  let twice = try parts.reduce(first(20)) { try $1.outputs(for: $0) }
  let wrong = (twice - expected).frobeniusNorm / expected.frobeniusNorm
  let share = (100 * wrong).shown(digits: 2)
  page.check("off by \(share) % of the outputs: no rounding", wrong > 1e-4)
  //: ## Your turn
  //:
  //: Five exercises wait in `Exercises/10-FilterFactorization.swift`.
  //: Grade them with `swift test --filter FilterFactorization`.
  //:
  //: - **10.1** count the places of a kernel;
  //: - **10.2** the cost of a separable layer, as a share;
  //: - **10.3** count the numbers of a Tucker-2;
  //: - **10.4** count its multiplications, with a stride;
  //: - **10.5** find the best k×1 and 1×k kernels.
  //:
  //: Then `swift run course mine FilterFactorization` runs this page on
  //: your own functions. Next: `swift run Quantization`, fewer bits.
}
