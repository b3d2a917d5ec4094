//: # What does a factorised filter buy?
//:
//: A convolution moves a small kernel over a picture. A layer of a network
//: has many kernels: one for each pair of an input and an output channel.
//: Together they are a tensor with four directions, and a tensor can be
//: factorised. Does that save numbers, work or time? And would fewer
//: channels not have saved as much? The lesson follows the article
//: "Low-rank approximation 2/4", on filters.
//:
//: You will see
//: - a convolution in six smaller forms, counted, timed and trained on;
//: - what the error of W says of how well a layer reads, and what not;
//: - a cut that looks at data, kernels that nobody learnt, and ranks that
//:   a rule has chosen.
import FilterFactorizationExercises
import Foundation
import LinearAlgebra
import Networks
import Notebook

lesson(
  "FilterFactorization",
  summary: "The filters of a convolution, factorised in six ways",
  options: pageOptions()
) { page in
  //: ## The digits, and a network
  //:
  //: Three parts again: one to learn from, one to compare by, one for the
  //: verdict. A digit stays the same digit two pixels aside. So shifted
  //: copies join the first part. The others stay as they are.
  let budget = Budget(isQuick: page.isGiven("--quick"))
  var generator = SeededGenerator(seed: page.seed)
  let data = try DigitSamples.load(nil, using: &generator)
  let image = ImageShape(1, 28, 28)
  let training = data.training[upTo: budget.training]
    .withShiftedCopies(
      of: image, reach: 2, copies: budget.copies, using: &generator)
  let validation = data.validation[upTo: budget.validation]
  let test = data.test[upTo: budget.test]
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
    epochs: Int, run: Int
  ) -> [Network] {
    let plan = TrainingPlan(
      learningRates: [rate], epochs: epochs, batchSize: 64,
      seed: page.seed &+ UInt64(run))
    let work = page.progress(
      label, total: starts.count * plan.steps(of: samples))
    return starts.map {
      $0.trained(by: plan, on: samples) { _, _ in work.advance() }
    }
  }
  func begin(
    _ label: String, _ starts: [Network], run: Int
  ) -> [Network] {
    train(
      label, starts, training, rate: 2e-3, epochs: budget.epochs, run: run)
  }
  let starts = try (0..<budget.runs).map { _ in try cnn(32) }
  let network = begin("training", [starts[0]], run: 0)[0]

  //: How well does it read?
  let score = network.accuracy(on: test)
  page.note("Held-out digits that it names: **\(score.percent) %**.")
  if budget.isQuick {
    page.note("So few digits teach little: believe no table.")
  } else {
    page.check(
      "95 %, give or take two standard errors",
      score.share + 2 * score.standardError >= 0.95)
  }

  //: It is a chain: convolution, pooling, convolution, pooling, dense.
  //: Below, the second convolution is the one to be made smaller.
  let convolutions = network.layers.compactMap { $0 as? ConvolutionLayer }
  let (firstLayer, layer) = (convolutions[0], convolutions[1])
  let place = 2  // of the second convolution in the chain

  //: Here are kernels of layer 1 and four channels of a digit, each scaled
  //: alone.
  let digit = test[upTo: 1].inputs
  page.picture(
    firstLayer.weights.values[rows: 0..<10, columns: 0..<25]
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
  //:
  //: An output place (row y, column x) and a place in the kernel (row i,
  //: column j) meet at row ys + i − z of the image. Here s is the
  //: *stride*, by how many places the kernel moves on, and z counts the
  //: rows of zeros around the image, its *padding*. Columns do the same.
  //: (10.1 counts the places.)
  func patches(_ image: [Float], _ shape: ConvolutionShape) throws
    -> Matrix<Double>
  {
    let (kernel, stride, zeros) =
      (shape.kernel, shape.stride, shape.padding)
    let placesDown = try convolutionOutputSize(
      shape.input.height, kernel: kernel.height, stride: stride.height,
      padding: zeros.height)
    let placesAcross = try convolutionOutputSize(
      shape.input.width, kernel: kernel.width, stride: stride.width,
      padding: zeros.width)
    let count = placesDown * placesAcross
    return Matrix(rows: shape.fanIn, columns: count) { row, column in
      let (channel, i, j) = kernelPlace(row, of: kernel)
      let (y, x) = (column / placesAcross, column % placesAcross)
      return pixel(
        of: image, shape.input, channel: channel,
        row: y * stride.height + i - zeros.height,
        column: x * stride.width + j - zeros.width)
    }
  }

  //: Take the trained second layer, without its ReLU. Let it move by 2,
  //: with zeros around: 1 row above and below, 2 columns left and right.
  let (n, m, k) = (32, 16, 5)
  let kernels = layer.weights.values
  let bias = layer.bias?.values.elements
  let strided = try ConvolutionLayer(
    ConvolutionShape(
      input: layer.shape.input, outputChannels: n, kernel: side,
      stride: Extent(2, 2), padding: Extent(1, 2)),
    weights: kernels, bias: bias)

  //: What comes in are digits after the first convolution and pooling.
  let pooling = network.layers[1]
  let inputs = try pooling.outputs(
    for: firstLayer.outputs(for: training[upTo: 200].inputs))
  func first(_ count: Int) -> Matrix<Float> {
    inputs[rows: 0..<count, columns: 0..<inputs.columns]
  }

  //: Multiply W by the patches of one digit, and add each output its bias.
  let w = Matrix<Double>(kernels)
  let product = try w * patches(first(1).elements, strided.shape)
  let byHand = product.elements.enumerated().map { index, sum in
    Float(sum) + (bias?[index / product.columns] ?? 0)
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
  //: - *Matrix SVD*: W ≈ UVᵀ. R kernels k×k×M, then 1×1 to N channels
  //:   (Denton and others, "Exploiting Linear Structure Within
  //:   Convolutional Networks", 2014).
  //: - *Two-dimensional*: R upright kernels k×1×M, then N flat 1×k×R
  //:   (Jaderberg, Vedaldi and Zisserman, "Speeding up Convolutional
  //:   Neural Networks with Low Rank Expansions", 2014; by an SVD: Tai and
  //:   others, "Convolutional Neural Networks with Low-rank
  //:   Regularization", 2016).
  //: - *Tucker-2*: 1×1 down to r₂ channels, k×k from r₂ to r₁, 1×1 up to
  //:   N. Height and width are short, and stay whole. Here r₁ = 2r₂ (Kim
  //:   and others, "Compression of Deep Convolutional Neural Networks for
  //:   Fast and Low Power Mobile Applications", 2016).
  //: - *CP*: 1×1 to R, k×1 and 1×k on each channel alone, 1×1 to N
  //:   (Lebedev and others, "Speeding-up Convolutional Neural Networks
  //:   Using Fine-tuned CP-Decomposition", 2015).
  //: - *Separable*: q kernels k×k for each input channel alone, then 1×1
  //:   to N. With q = 1 it is the layer of "MobileNets" (Howard and
  //:   others, 2017).
  //: - *Shared*: B kernels k×k that all channels share, and a 1×1 layer
  //:   that learns to combine them (compare Rigamonti and others,
  //:   "Learning Separable Filters", 2013).
  //:
  //: - Predict: At full rank all six are exact. How many of them have
  //:   fewer numbers than the layer?
  let forms = FactorizationForm.allCases

  //: The two-dimensional form is an SVD as well: of the same numbers in
  //: another order, a row for each (input channel, kernel row), a column
  //: for each (output channel, kernel column).
  page.source(of: "oneDimensionalKernels")

  //: Multiply the two kernels together, channel by channel, and you have
  //: the kernel k×k that the pair stands for.
  let (upright, flat) = try oneDimensionalKernels(
    w, inputs: m, side: k, rank: 8)
  let pair = Matrix<Double>(rows: n, columns: w.columns) { n, column in
    let (inputAndRow, j) = (column / k, column % k)
    return (0..<8).reduce(0) { sum, r in
      sum + upright[r, inputAndRow] * flat[n, r * k + j]
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
  //: Both belong to the k×k kernel; of k×1 and 1×k each has its half. (The
  //: Tucker-2 is 10.6.)
  let expected = try strided.outputs(for: first(20))
  for form in forms {
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

  //: You can count a Tucker-2 without making it. (Exercises 10.3 and
  //: 10.4.)
  let tucker = try layer.factorized(.tucker, rank: 4)
  page.check(
    "Tucker-2, r₂ = 4: its multiplications",
    try tuckerTwoWork(
      height: 12, width: 12, kernel: k, stride: 1, padding: 0, inputs: m,
      outputs: n, inputRank: 4, outputRank: 8),
    equals: tucker.multiplyAccumulates)

  //: "Significantly reduces the number of parameters", the article says.
  //: That holds only below a break-even rank.
  let fullRanks = forms.map { $0.fullRank(of: layer.shape) }
  page.table(
    "The layer has \(layer.shape.weightCount.shown) weights",
    .texts("form", forms.map(\.rawValue)),
    .integers("full rank", fullRanks),
    .integers(
      "pays up to", forms.map { $0.breakEvenRank(of: layer.shape) }))
  let smallerAtFull = zip(forms, fullRanks).count { form, rank in
    form.weightCount(of: layer.shape, rank: rank) < layer.shape.weightCount
  }
  page.reveal(
    smallerAtFull == 0
      ? "At full rank none of the six has fewer."
      : "At full rank \(smallerAtFull) of the six.")
  page.check(
    "Tucker-2 pays up to",
    try tuckerTwoBreakEven(kernel: k, inputs: m, outputs: n),
    equals: FactorizationForm.tucker.breakEvenRank(of: layer.shape))

  //: ## Low ranks
  //:
  //: Now each form at three ranks, beside the layer as it is.
  struct Candidate {
    var name: String
    var chain: FactorizedConvolution
  }
  let asItIs = Candidate(
    name: "as it is",
    chain: FactorizedConvolution(layers: [layer], weights: kernels))
  let smaller = try forms.flatMap { form in
    try budget.ranks(of: form).map { rank in
      Candidate(
        name: form.title(rank),
        chain: try layer.factorized(form, rank: rank, seed: page.seed))
    }
  }
  let candidates = [asItIs] + smaller

  //: There are two errors: of W, and of what W does, the sums WP, on
  //: patches from the training part. And then the whole network reads.
  func reading(with candidate: Candidate) throws -> Network {
    try network.replacing(layerAt: place, with: candidate.chain.layers)
  }
  func describe(
    _ candidates: [Candidate], _ caption: String, line: Int = #line
  ) throws {
    let chains = candidates.map(\.chain)
    let off = try chains.map {
      try layer.relativeErrors(of: $0.weights, on: inputs)
    }
    let scores = try candidates.map {
      try reading(with: $0).accuracy(on: validation)
    }
    page.table(
      caption, .texts("form", candidates.map(\.name)),
      .integers("numbers", chains.map(\.parameterCount)),
      .integers("work", chains.map(\.multiplyAccumulates)),
      .percents("error of W", off.map(\.weights), digits: 1),
      .percents("error of WP", off.map(\.sums), digits: 1),
      .texts("reads, %", scores.map(\.percent)), line: line)
  }

  //: Nothing is trained yet. *Work* is multiplications for one picture.
  try describe(candidates, "The layer in each form, read on validation")

  //: What does the clock say?
  if !page.isGiven("--untimed") {
    let names = candidates.map(\.name)
    let work = candidates.map(\.chain.multiplyAccumulates)
    let times = candidates.map { candidate in
      Network(candidate.chain.layers).forwardTime(first(128))
        / .milliseconds(1)
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
  //: ## Three other choices
  //:
  //: *Look at the data.* The SVD of W knows nothing of patches. Take the
  //: sums Y = WP instead: the top R eigenvectors of YYᵀ are where they
  //: live, and Ŵ = UUᵀW changes them least. Numbers and work are those of
  //: the matrix SVD (Zhang and others, "Accelerating Very Deep
  //: Convolutional Networks for Classification and Detection", 2016).
  //:
  //: *Learn no kernels.* The article speaks of "predefined patterns". The
  //: form with B shared kernels can have such: the cosines of JPEG, those
  //: of lowest frequency. They need not be stored, and training leaves
  //: them alone (Ulicny and others, "Harmonic Networks", 2019).
  //:
  //: *Ask a rule for the rank.* Kim and others took *variational Bayes*:
  //: W is thought to be of low rank under white noise whose size is not
  //: known, and a formula says which values stand out (Nakajima and
  //: others, "Global Analytic Solution of Fully-observed Variational
  //: Bayesian Matrix Factorization", 2013). Here r₁ need not be 2r₂.
  let few = budget.middleRank(of: .matrix)
  let kernelCount = budget.middleRank(of: .shared)
  let (r1, r2) = try layer.variationalBayesRanks()
  func choices(
    of layer: ConvolutionLayer, _ inputs: Matrix<Float>
  ) throws -> [Candidate] {
    let byData =
      try layer.matrixFactorized(rank: few, forOutputsOn: inputs)
    return [
      Candidate(name: "by data, R = \(few)", chain: byData),
      Candidate(
        name: "cosines, B = \(kernelCount)",
        chain: try layer.sharingCosines(kernelCount)),
      Candidate(
        name: "Tucker-2, r₁ = \(r1), r₂ = \(r2)",
        chain: try layer.tucker2(outputRank: r1, inputRank: r2)),
    ]
  }
  let others = try choices(of: layer, inputs)

  //: - Predict: The cut by data makes the error of W larger than the SVD
  //:   of W does, which no matrix can beat. Will it read better?
  //:
  //: Hold each against the form that it changes.
  let twins = [FactorizationForm.matrix, .shared, .tucker].map { form in
    smaller.first { $0.name == form.title(budget.middleRank(of: form)) }
      ?? asItIs
  }
  try describe(
    zip(twins, others).flatMap { [$0, $1] }, "Nothing trained, validation")
  let byData = try reading(with: others[0])
    .difference(from: reading(with: twins[0]), on: validation)
  page.reveal(
    "Before training, the cut by data is \(byData.reading) "
      + "(\(byData.points) points).")

  //: And the rule?
  let ofRule = try reading(with: others[2])
    .difference(from: reading(with: twins[2]), on: validation)
  page.note(
    "Of ranks up to \(n) and \(m) the rule keeps r₁ = \(r1), r₂ = \(r2), "
      + "and is \(ofRule.reading) (\(ofRule.points) points) with "
      + "\(others[2].chain.parameterCount.shown) numbers for "
      + "\(twins[2].chain.parameterCount.shown).")

  //: It asks what stands out of noise. A network does not ask that: before
  //: it was trained, W was nothing but noise, and the rest has grown on
  //: it. (Lesson 5 has an experiment on this.)
  //:
  //: ## Train on
  //:
  //: Put each chain of middle rank in the layer's place, and the three
  //: others, and train all for a while more, the layer as it is too. But
  //: one training may be lucky. So train more networks, from other starts
  //: and in another order of the digits, and take each of them apart in
  //: the same way. (The rule's ranks stay those of the first network.)
  //:
  //: - Predict: These forms have lost most of W. How many of the six will
  //:   fall behind the whole layer, trained on as long?
  let middle = forms.compactMap { form in
    smaller.first { $0.name == form.title(budget.middleRank(of: form)) }
  }
  func compared(in network: Network) throws -> [Network] {
    let convolutions = network.layers.compactMap {
      $0 as? ConvolutionLayer
    }
    let inputs = try network.layers[1].outputs(
      for: convolutions[0].outputs(for: training[upTo: 200].inputs))
    let layer = convolutions[1]
    let six = try forms.map {
      try layer.factorized(
        $0, rank: budget.middleRank(of: $0), seed: page.seed)
    }
    let others = try choices(of: layer, inputs).map(\.chain)
    return [network]
      + (try (six + others).map {
        try network.replacing(layerAt: place, with: $0.layers)
      })
  }

  //: All start from trained networks, and have as many steps more.
  func trainOn(
    _ label: String, _ starts: [Network], run: Int
  ) -> [Network] {
    train(
      label, starts, training[upTo: budget.tuning], rate: 1e-3, epochs: 1,
      run: run)
  }
  let runs = 0..<budget.runs
  let trained =
    [network]
    + runs.dropFirst().flatMap {
      begin("training again", [starts[$0]], run: $0)
    }
  let cut = try trained.map(compared)
  let tuned = runs.map { trainOn("fine-tuning", cut[$0], run: $0) }

  //: How well do they read? For each form a list of the trainings, each a
  //: list of the digits: 1 where it is right, 0 where not.
  let chosen = [asItIs] + middle + others
  func hits(_ runs: [[Network]], on samples: Samples) -> [[[Double]]] {
    (runs.first ?? []).indices.map { form in
      runs.map { $0[form].hits(on: samples) }
    }
  }
  func percents(_ hits: [[[Double]]]) -> [String] {
    hits.map { Average(runs: $0).percent }
  }
  let before = hits(cut, on: validation)
  let after = hits(tuned, on: validation)
  let off = try chosen.map {
    try layer.relativeErrors(of: $0.chain.weights, on: inputs)
  }
  page.table(
    "On validation, the mean of \(budget.runs) trainings",
    .texts("form", chosen.map(\.name)),
    .integers("numbers", chosen.map(\.chain.parameterCount)),
    .percents("error of W, before", off.map(\.weights), digits: 0),
    .texts("before, %", percents(before)),
    .texts("after, %", percents(after)))

  //: The differences are paired: the same digits for both. Their error
  //: counts which digits are there to be read, and how far trainings
  //: differ; with so few trainings the second is known roughly, and a
  //: verdict near two errors may turn with another `--seed`. *Even* is at
  //: most two of them.
  let behind = (1...6).count {
    Average(runs: after[$0], less: after[0]).reading == "behind"
  }
  let least = off[1...6].map(\.weights).min() ?? 0
  page.reveal(
    "\(behind == 0 ? "None" : "\(behind)") of the six, by more than two "
      + "standard errors, though each had lost "
      + "\((100 * least).shown(decimals: 0)) % of W or more.")

  //: And the other choices, against the forms that they change?
  let changes = zip([7, 8, 9], [1, 6, 3]).map {
    Average(runs: after[$0], less: after[$1])
  }
  page.table(
    "Trained on, against the form that it changes, in points",
    .texts("choice", others.map(\.name)),
    .texts("form", twins.map(\.name)),
    .texts("difference", changes.map(\.points)),
    .texts("it is", changes.map(\.reading)))

  //: Look at the kernels that all channels share, learnt and fixed. They
  //: are the first layer of their chain.
  func kernelsOfFirst(_ candidate: Candidate) -> Matrix<Float> {
    (candidate.chain.layers[0] as? SharedFilterLayer)?
      .single.weights.values ?? kernels
  }
  page.pictures(
    [("learnt", middle[5]), ("cosines", others[1])].map {
      ($0, kernelsOfFirst($1).contactSheet(across: 4, magnified: 2))
    }, range: .values(-1, 1))

  //: And look at two channels of the digit after layer 2, with the
  //: Tucker-2 and as it is. A Tucker-2 has two layers more.
  let maps = [
    ("Tucker-2", cut[0][3].featureMaps(2, ofLayer: 4, for: digit)),
    ("as it is", network.featureMaps(2, ofLayer: place, for: digit)),
  ]
  page.pictures(
    maps.map { ($0, $1.contactSheet(across: 2, magnified: 2, gap: 0)) },
    range: .values(0, 1))

  //: ## Why the error of W misleads
  //:
  //: The error of W counts all 400 directions of a patch alike. Real
  //: patches do not. Take some of the training part, and sort directions
  //: by their strength: the eigenvectors of PPᵀ. Then spoil W from both
  //: ends: keep only what acts on the strongest, or all but that.
  var gram = Matrix<Double>(rows: w.columns, columns: w.columns)
  for image in 0..<budget.pictures {
    let p = try patches(inputs.row(image).elements, layer.shape)
    gram = gram + p * p.transposed
  }
  let directions = try symmetricEigen((gram + gram.transposed) / 2).vectors
  func acting(onStrongest count: Int) -> Matrix<Double> {
    let v = directions.firstColumns(count)
    return w * v * v.transposed
  }

  let strongest = [20, 40, 80].map { count in
    (name: "\(count)", weights: acting(onStrongest: count))
  }
  let allBut = [2, 5, 10].map { count in
    (name: "all but \(count)", weights: w - acting(onStrongest: count))
  }
  let spoiled = strongest + allBut

  //: How much of W is gone, how much of what W does, and how well does the
  //: network read?
  let harm = try spoiled.map {
    try layer.relativeErrors(of: Matrix<Float>($0.weights), on: inputs)
  }
  let scores = try spoiled.map { _, weights in
    let layer = try ConvolutionLayer(
      layer.shape, weights: Matrix<Float>(weights), bias: bias,
      activation: .relu)
    return try network.replacing(layerAt: place, with: [layer])
      .accuracy(on: validation)
  }
  page.table(
    "No training, on validation",
    .texts("directions kept", spoiled.map(\.name)),
    .percents("error of W", harm.map(\.weights), digits: 1),
    .percents("error of WP", harm.map(\.sums), digits: 1),
    .texts("accuracy, %", scores.map(\.percent)))

  //: Two rows that have lost as much of W need not read alike.
  let (ofW, ofSums) = (harm.map(\.weights), harm.map(\.sums))
  let misleads = ofW[0] > ofW[3] && scores[0].share > scores[3].share
  page.note(
    "With the 20 strongest directions "
      + "\((100 * ofW[0]).shown(decimals: 0)) % of W is gone, and "
      + "\((100 * ofSums[0]).shown(decimals: 0)) % of its sums; without "
      + "the two strongest \((100 * ofW[3]).shown(decimals: 0)) % and "
      + "\((100 * ofSums[3]).shown(decimals: 0)) %. "
      + (misleads
        ? "What has lost more of W reads better."
        : "Here what has lost less of W reads no worse."))

  //: So look at the outputs, not at W. That is what the cut by data does;
  //: and even the error of the outputs is not the accuracy.
  //:
  //: ## The verdict
  //:
  //: The middle rank of each form, on the last part. What must it beat?
  //: The plainest of all ways to be small: the same network with fewer
  //: channels in its second layer. But fewer by which measure? As many
  //: *numbers* as the form, or as many *multiplications*?
  //:
  //: - Predict: Which of the two controls is the harder one to beat?
  //:
  //: Three controls serve all six: of about their size, and of about their
  //: work. What counts is the whole network, not the layer.
  let small = Array(tuned[0][1...6])
  let plainSizes = try (1...32).map { try cnn($0) }
  func channels(
    for form: Network, by measure: (Network) -> Int
  ) -> Int {
    let enough = plainSizes.firstIndex { measure($0) >= measure(form) }
    return (enough ?? 31) + 1
  }
  let bySize = small.map { channels(for: $0) { $0.parameterCount } }
  let byWork = small.map { channels(for: $0) { $0.multiplyAccumulates } }
  let widths = Set([
    bySize.sorted()[3], byWork.sorted()[3], byWork.max() ?? 1,
  ]).sorted()

  //: They begin anew, and are trained as the network was, and then as long
  //: as the forms were trained on, each of them as often.
  let fresh = try runs.map { run in
    let begun = begin("controls", try widths.map(cnn), run: run)
    return trainOn("controls, trained on", begun, run: run)
  }
  let plainNames = widths.map { "plain, \($0) channels" }
  let last = runs.map { [trained[$0]] + tuned[$0] + fresh[$0] }
  let right = hits(last, on: test)
  page.table(
    "The whole network, on the last part, \(budget.runs) trainings",
    .texts(
      "layer 2",
      ["as it is", "trained on"] + chosen.dropFirst().map(\.name)
        + plainNames),
    .integers("numbers", last[0].map(\.parameterCount)),
    .integers("multiplications", last[0].map(\.multiplyAccumulates)),
    .texts("right, %", percents(right)))

  //: Compare in pairs, digit by digit and training by training, each form
  //: with the control that is *nearest* by that measure. Nearest is not
  //: equal: see above by how much they differ.
  let plain = Array(right.suffix(widths.count))
  let plainNetworks = last[0].suffix(widths.count)
  func nearest(
    to form: Network, by measure: (Network) -> Int
  ) -> [[Double]] {
    let ratios = plainNetworks.map {
      abs(log(Double(measure($0)) / Double(measure(form))))
    }
    return plain[ratios.firstIndex(of: ratios.min() ?? 0) ?? 0]
  }

  //: The last line of the table takes all six together: for each digit the
  //: mean of its six differences.
  func together(_ hits: [[[Double]]]) -> [[Double]] {
    runs.map { run in
      test.labels.indices.map { digit in
        Average(hits.map { $0[run][digit] }).mean
      }
    }
  }
  func leads(by measure: (Network) -> Int) -> [Average] {
    let hits = Array(right[2...7])
    let others = small.map { nearest(to: $0, by: measure) }
    return zip(hits, others).map { Average(runs: $0, less: $1) }
      + [Average(runs: together(hits), less: together(others))]
  }

  //: By size, and by work:
  let leadsBySize = leads { $0.parameterCount }
  let leadsByWork = leads { $0.multiplyAccumulates }
  page.table(
    "Each form against plain channels, in points",
    .texts("form", middle.map(\.name) + ["all six together"]),
    .texts("at its size", leadsBySize.map(\.points)),
    .texts("it is", leadsBySize.map(\.reading)),
    .texts("at its work", leadsByWork.map(\.points)),
    .texts("and is", leadsByWork.map(\.reading)))

  let (ofSize, ofWork) = (leadsBySize[6], leadsByWork[6])
  page.reveal(
    "All six together are \(ofSize.reading) at equal size "
      + "(\(ofSize.points)) and \(ofWork.reading) at equal work "
      + "(\(ofWork.points)).")

  //: A form saves *work*, for its middle layers run over many places with
  //: few channels, and it saves numbers. But fewer channels save both,
  //: too. Whether a form does more than that, the last line says.
  //:
  //: - Important: CP "can be simpler to implement", the article says. The
  //:   SVD forms take one decomposition and have one best answer. CP takes
  //:   sweeps and a start, and its best terms need not exist.
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
  func weight(_ n: Int, _ m: Int, _ i: Int, _ j: Int) -> Double {
    w[n, (m * k + i) * k + j]
  }
  func lost(
    _ matrices: (_ filter: Int) -> [Matrix<Double>]
  ) throws -> Double {
    let tails = try (0..<n).flatMap(matrices).flatMap { matrix in
      try singularValues(of: matrix).dropFirst()
    }
    return Vector(tails).norm / w.frobeniusNorm
  }

  //: These are the matrices: of slices and places; for each kernel column
  //: of slices and kernel rows; of all rows, slice by slice, and kernel
  //: columns; and the slices themselves.
  let pictureTimesDepth = try lost { n in
    [Matrix(rows: m, columns: k * k) { weight(n, $0, $1 / k, $1 % k) }]
  }
  let diagonal = try lost { n in
    (0..<k).map { j in
      Matrix(rows: m, columns: k) { weight(n, $0, $1, j) }
    }
  }
  let oneFlat = try lost { n in
    [Matrix(rows: m * k, columns: k) { weight(n, $0 / k, $0 % k, $1) }]
  }
  let slices = try lost { n in
    (0..<m).map { slice in
      Matrix(rows: k, columns: k) { weight(n, slice, $0, $1) }
    }
  }

  //: Here d = 16.
  page.table(
    "The \(n) filters of 5×5×16; each has 400 numbers",
    .texts(
      "reading", ["picture ⊗ depth", "F·diag", "k×1, 1×k", "slices"]),
    .texts("count", ["k² + d", "k² + kd", "kd + k", "2kd"]),
    .integers(
      "numbers", [k * k + m, k * k + k * m, k * m + k, 2 * k * m]),
    .percents(
      "least error of W", [pictureTimesDepth, diagonal, oneFlat, slices],
      digits: 1))

  //: - Important: As a bound, O(k² + kd) is true of all four: none has
  //:   more than twice as many. As a count it fits the second alone. And
  //:   none is the filter: see the errors. R terms of the first kind cost
  //:   R(k² + d). All of a filter takes 16, and 656 numbers for its 400.
  //:
  //: Depthwise separable layers have k²M + MN weights in place of k²MN, a
  //: share of 1/N + 1/k². Mind which is which: N counts the outputs. The
  //: share is the same for weights and for multiplications. Here it is for
  //: both layers, with the plain kernel of 10.2.
  for layer in convolutions {
    let (m, n) = (layer.shape.input.channels, layer.shape.output.channels)
    let chain = try layer.factorized(.separable, rank: 1)
    page.check(
      "\(m) → \(n): weights, where it has \((k * k * m * n).shown)",
      chain.parameterCount - n, equals: k * k * m + m * n)
    page.check(
      "1/\(n) + 1/\(k * k) of the multiplications",
      1 / Double(n) + 1 / Double(k * k),
      equals: Double(chain.multiplyAccumulates)
        / Double(layer.multiplyAccumulates))

    let kernels = chain.layers.compactMap {
      ($0 as? ConvolutionLayer).map { Matrix<Double>($0.weights.values) }
    }
    let (depthwise, pointwise) = (kernels[0], kernels[1])
    let whole = Matrix<Double>(chain.weights)
    page.check(
      "both layers are one plain kernel",
      try separableKernel(depthwise: depthwise, pointwise: pointwise),
      equals: whole, tolerance: 1e-5 * whole.frobeniusNorm)
  }

  //: ## Where this goes wrong: biases in the middle
  //:
  //: Give the middle of a Tucker-2 the biases too, at full rank.
  let exact = try strided.tucker2(outputRank: n, inputRank: m)
  let parts = exact.layers.compactMap { $0 as? ConvolutionLayer }
  let (narrowing, middlePart, widening) = (parts[0], parts[1], parts[2])
  let wrongMiddle = try ConvolutionLayer(
    middlePart.shape, weights: middlePart.weights.values, bias: bias)
  let outputs = try [narrowing, wrongMiddle, widening]
    .reduce(first(20)) { values, part in try part.outputs(for: values) }

  let difference = (outputs - expected).frobeniusNorm
  let error = difference / expected.frobeniusNorm
  let share = (100 * error).shown(digits: 2)
  page.check("off by \(share) % of the outputs: no rounding", error > 1e-4)

  //: One such check on outputs at full rank finds it, before anything is
  //: trained.
  //:
  //: ## What does a factorised filter buy?
  //:
  //: Numbers and work, at a low rank, though the clock does not always
  //: notice. A plain layer with fewer channels saves both as well, so what
  //: counts is which of them reads better.
  page.note(
    "Here the six together are \(ofSize.reading) at equal size and "
      + "\(ofWork.reading) at equal work, over \(budget.runs) trainings.")
  page.predictions()

  //: ## Your turn
  //:
  //: Six exercises wait in `Exercises/10-FilterFactorization.swift`.
  //: Grade them with `swift test --filter FilterFactorization`.
  //:
  //: The three other choices are 10.6 and the SVD again, at other ranks or
  //: of the outputs; the verdict counts by 10.4.
  //:
  //: - **10.1** count the places of a kernel;
  //: - **10.2** the plain kernel that a separable layer stands for;
  //: - **10.3** find the rank up to which a Tucker-2 pays;
  //: - **10.4** count its multiplications, with a stride;
  //: - **10.5** find the best k×1 and 1×k kernels;
  //: - **10.6** find the three layers of a Tucker-2.
  //:
  //: Then `swift run course mine FilterFactorization` runs this page on
  //: your own functions. Next: `swift run Quantization`, fewer bits.
}

//: ## Behind the page
//:
//: How much there is of everything: little with `--quick`.
struct Budget {
  let isQuick: Bool

  var training: Int { isQuick ? 128 : 3500 }
  var copies: Int { isQuick ? 0 : 1 }
  var validation: Int { isQuick ? 60 : 500 }
  var test: Int { isQuick ? 60 : 1000 }
  var epochs: Int { 2 }
  var tuning: Int { isQuick ? 128 : 2500 }
  var runs: Int { isQuick ? 2 : 3 }
  var pictures: Int { isQuick ? 8 : 40 }

  func ranks(of form: FactorizationForm) -> [Int] {
    isQuick ? [middleRank(of: form)] : allRanks(of: form)
  }

  func middleRank(of form: FactorizationForm) -> Int {
    let ranks = allRanks(of: form)
    return ranks[ranks.count / 2]
  }
}

//: The ranks at which each form is tried.
extension Budget {
  private func allRanks(of form: FactorizationForm) -> [Int] {
    switch form {
    case .matrix: [4, 9, 18]
    case .spatial: [4, 8, 16]
    case .tucker: [2, 4, 8]
    case .cp: [8, 16, 60]
    case .separable: [1, 2, 4]
    case .shared: [2, 4, 8]
    }
  }
}

//: Which channel, kernel row and kernel column a row of P stands for, and
//: the pixel there, which is 0 outside of the image.
func kernelPlace(
  _ row: Int, of kernel: Extent
) -> (channel: Int, row: Int, column: Int) {
  let area = kernel.height * kernel.width
  return (
    row / area, row / kernel.width % kernel.height, row % kernel.width
  )
}

func pixel(
  of image: [Float], _ shape: ImageShape, channel: Int, row: Int,
  column: Int
) -> Double {
  let isInside =
    (0..<shape.height).contains(row)
    && (0..<shape.width).contains(column)
  guard isInside else { return 0 }
  let line = channel * shape.height + row
  return Double(image[line * shape.width + column])
}

//: And the options.
func pageOptions() -> [LessonOption] {
  [
    .init(
      "--quick", help: "shows how, not how well: few digits, one rank"),
    .init("--untimed", help: "leave out measured times"),
  ]
}
