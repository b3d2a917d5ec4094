//: # How small can a network be?
//:
//: A layer of a network is a matrix with a bend behind it: y = g(Wx + b).
//: Keep D of its singular values, and the layer becomes two thin ones,
//: with a fraction of the numbers. Does it still recognise a digit?
//:
//: The lesson follows the article "Network Compression Using Singular
//: Value Decomposition (SVD)" and its three problems: truncate, fine-tune,
//: and train with the truncation inside.
//:
//: You will see
//: - a network of eight neurons, made and trained by hand;
//: - one large network from two starts, cut at several ranks, and what
//:   decides how much of it survives;
//: - a better truncation, which looks at the data and not at W;
//: - the verdict, and the control that decides: a small dense network.
import LinearAlgebra
import NetworkCompressionExercises
import Networks
import Notebook

lesson(
  "NetworkCompression",
  summary: "How small can a network be?",
  options: pageOptions(), reading: Experiment.init
) { page, experiment in
  //: ## A network in sixty lines
  //:
  //: Skip this section if you have trained one before. A *neuron* weighs
  //: its inputs, adds them up with a *bias*, and has a bend behind it:
  //: negative sums become 0. The bend is called *ReLU*.
  func neuron(
    _ inputs: Vector<Double>, _ weights: Vector<Double>, _ bias: Double
  ) -> Double { max(0, weights.dot(inputs) + bias) }
  page.check("3·2 − 1·4 + 1", neuron([2, 4], [3, -1], 1), equals: 3)

  //: Make a task for a few of them: points of a square, and of each
  //: whether it lies in a corner of like signs (1) or not (−1). No
  //: straight line parts them. The third number of a point is always 1:
  //: its weight is the bias.
  var draw = SeededGenerator(seed: page.seed)
  let coordinates = (0..<200).map { _ in 2 * draw.nextUniform() - 1 }
  let points = Matrix(rows: 100, columns: 3) { i, j in
    j == 2 ? 1 : coordinates[2 * i + j]
  }
  let wanted = Matrix(rows: 100, columns: 1) { i, _ in
    points[i, 0] * points[i, 1] > 0 ? 1.0 : -1
  }

  //: A *layer* is many neurons over the same inputs, the weights of each a
  //: row of its matrix. So a layer is a product, and the bend. Take eight
  //: neurons, and one more, without a bend, over what they give.
  typealias Tiny = (hidden: Matrix<Double>, output: Matrix<Double>)
  func answers(
    _ net: Tiny, _ points: Matrix<Double>
  ) -> (middle: Matrix<Double>, last: Matrix<Double>) {
    let middle = (points * net.hidden.transposed).map { max(0, $0) }
    return (middle, middle * net.output.transposed)
  }

  //: The *loss* says how wrong the answers are: half the mean squared
  //: error.
  func loss(_ net: Tiny) -> Double {
    let missed = (answers(net, points).last - wanted).frobeniusNorm
    return missed * missed / 200
  }

  //: Which way should the weights move? Against the *gradient*: how fast
  //: the loss grows with each weight. The chain rule goes backward, from
  //: the error of an answer to the last weights, through the bend, which
  //: lets pass what was positive, to the first.
  func gradient(_ net: Tiny) -> Tiny {
    let (middle, last) = answers(net, points)
    let error = (last - wanted) / 100
    let back = error * net.output
    let bent = Matrix(rows: 100, columns: 8) { i, j in
      middle[i, j] > 0 ? back[i, j] : 0
    }
    return (bent.transposed * points, error.transposed * middle)
  }

  //: Is it right? Move one weight a little, and see what the loss does.
  var tiny: Tiny = (
    .normal(rows: 8, columns: 3, using: &draw),
    .normal(rows: 1, columns: 8, using: &draw)
  )
  let (tinyStep, slope) = (1e-6, gradient(tiny).hidden[2, 1])
  var (more, less) = (tiny, tiny)
  more.hidden[2, 1] += tinyStep
  less.hidden[2, 1] -= tinyStep
  page.check(
    "one slope, measured", (loss(more) - loss(less)) / (2 * tinyStep),
    equals: slope, tolerance: 1e-4 * gradient(tiny).hidden.frobeniusNorm)

  //: Now take steps: each weight minus a *rate* times its slope.
  let marks = [0, 10, 50, 200]
  var record: [(loss: Double, right: Double)] = []
  for step in 0...200 {
    if marks.contains(step) {
      let right = zip(answers(tiny, points).last.elements, wanted.elements)
        .count { $0 * $1 > 0 }
      record.append((loss(tiny), Double(right) / 100))
    }
    let slopes = gradient(tiny)
    tiny.hidden = tiny.hidden - slopes.hidden * 0.2
    tiny.output = tiny.output - slopes.output * 0.2
  }
  page.table(
    "Eight neurons learn",
    .integers("steps", marks), .numbers("loss", record.map(\.loss)),
    .percents("on the right side", record.map(\.right), digits: 1))
  page.check(
    "the loss falls to a half", record[3].loss < record[0].loss / 2)

  //: This is what it answers all over the square:
  let square = Matrix(rows: 24 * 24, columns: 3) { i, j in
    let place = j == 0 ? i % 24 : 23 - i / 24
    return j == 2 ? 1 : (Double(place) - 11.5) / 12
  }
  page.picture(
    Matrix(
      rows: 24, columns: 24,
      elements: answers(tiny, square).last.elements),
    "white is 1, black −1", range: .values(-1, 1))

  //: All below is that, only larger: 784 pixels go in, ten *logits* come
  //: out, and the largest names the digit. (5.3 is such a pass, through
  //: layers in two parts.) The loss there is the cross-entropy, −ln of the
  //: share e^logit of the right one. Each step sees a *batch* of samples,
  //: an *epoch* is once through all of them, and *Adam* scales each
  //: weight's step by its latest slopes.
  //:
  //: ## Three parts of the data
  //:
  //: Networks learn from the first part. The second, *validation*, chooses
  //: every learning rate and every epoch. The third is looked at once, at
  //: the end. Whoever picks the best epoch on the test set reports luck.
  var generator = experiment.generator
  let data = experiment.data
  page.show(
    [data.training.count, data.validation.count, data.test.count],
    "digits for training, validation, verdict")

  //: ## Two starts
  //:
  //: The same network twice. *Uniform* draws weights from ±1/√n, as
  //: PyTorch's layers do. *He* draws them from a normal distribution with
  //: variance 2/n, six times as much, so that what passes through ReLU
  //: keeps its size. Adam trains both.
  //:
  //: Most of what follows exists twice, once for each start. `PerStart`
  //: holds such a pair: `pair.uniform` and `pair.he`.
  let names = PerStart { start in start == .he ? "He" : "uniform" }
  let hidden = experiment.hidden
  let sizes = [data.training.inputs.columns] + hidden + [10]
  let starts = PerStart { start in
    Network.dense(sizes, initialization: start, using: &generator)
  }

  //: Train both, or read what an earlier run has saved.
  let saved = try experiment.saved("dense", like: starts)
  let bases =
    saved
    ?? PerStart { start in
      experiment.trained(
        "baseline, \(names[start])", starts[start], rates: [3e-4, 1e-3],
        epochs: experiment.baselineEpochs)
    }
  page.table(
    "What validation chose (± is one standard error)",
    .texts("start", names.both),
    .numbers("rate", bases.both.map(\.rate), digits: 4),
    .integers("epoch", bases.both.map(\.epoch)),
    .texts("validation, %", bases.both.map(\.validation.percent)))

  //: ## Problem 1: cut every layer but the last
  //:
  //: $$ W = USVᵀ $$
  //: The article writes S for Σ. Keep D columns of U, D values, D columns
  //: of V, and the biases. The last layer has only ten outputs and stays
  //: as it is.
  let factors = try PerStart { start in
    try bases[start].network.decompositions()
  }
  let valueCounts = factors.uniform.map(\.singularValues.count)
  let full = valueCounts.max() ?? 1
  let ranks = [10, 20, 50, 100, 200].filter { $0 < full } + [full]

  //: What does each rank cost? (Exercise 5.1.)
  let dense = bases.uniform.network.parameterCount
  let stored = try ranks.map { rank in
    try compressedParameters(sizes: sizes, rank: rank)
  }
  page.table(
    "Parameters at rank D; the dense network has \(dense.shown)",
    .integers("D", ranks), .integers("parameters", stored),
    .percents("of dense", stored.map { Double($0) / Double(dense) }))

  //: At full rank the factors cost far more than W. An m×n layer saves
  //: numbers only while D(m + n + 1) < mn: up to 443 for 784×1024.
  let classic = [784] + Array(repeating: 1024, count: 5) + [10]
  page.check(
    "5 × 1024 at D = 20, S kept apart: 4.30 % of 5 012 490",
    try compressedParameters(sizes: classic, rank: 20), equals: 215_470)

  //: S need not stand apart. Multiply the rows of Vᵀ by it: then W ≈ UVᵀ,
  //: where Vᵀ = S V₁..Dᵀ has absorbed it. This function starts from the
  //: decomposition of W, and gives back the two thin matrices.
  page.source(of: "absorbedFactors")

  //: Here it cuts all layers but the last to D = 20. (To fewer, where some
  //: layer has fewer values.)
  let rank = min(20, valueCounts.min() ?? 1)
  let plain = try PerStart { start in
    var network = bases[start].network
    for (svd, layer) in zip(factors[start], network.compressible) {
      let (u, vTransposed) = try absorbedFactors(
        SVD<Double>(svd), rank: rank)
      network.layers[layer] = network.dense(at: layer).with(
        u: Matrix<Float>(u), vTransposed: Matrix<Float>(vTransposed))
    }
    return network
  }

  //: UVᵀ is never multiplied out. A sample passes the two thin matrices,
  //: one after the other: g(U(Vᵀx) + b).
  page.source(of: "lowRankForward")

  //: Here is a batch through all of them in `Double`.
  let few = data.validation[upTo: 8].inputs
  var byHand = Matrix<Double>(few)
  for case let layer as LowRankLayer in plain.uniform.layers {
    byHand = try lowRankForward(
      byHand, u: Matrix<Double>(layer.u.values),
      vTransposed: Matrix<Double>(layer.vTransposed.values),
      bias: layer.bias.values.elements.map { Double($0) })
  }

  //: Hold it against Ŵ multiplied out in `Float`. That has seven digits;
  //: long sums, layer after layer, cost two or three of them.
  let cutByModule = bases.uniform.network.truncated(
    to: rank, factors.uniform)
  var whole = cutByModule.multipliedOut()
  whole.forward(few)

  let lastHidden = hidden.count - 1
  let output = Matrix<Double>(whole.output(ofLayer: lastHidden))
  page.check(
    "two thin products, or Ŵ multiplied out", byHand, equals: output,
    tolerance: 1e-4 * output.frobeniusNorm)

  //: - Predict: Both networks are cut to the same D. Will they lose alike?
  //:
  //: Here is the accuracy, on the validation part. Beside it stands the
  //: share of the *energy* Σσᵢ² that rank D keeps, the mean over the
  //: layers.
  let accuracies = PerStart { start in
    ranks.map { rank in
      let cut = bases[start].network.truncated(to: rank, factors[start])
      return cut.accuracy(on: data.validation)
    }
  }
  let energies = PerStart { start in
    ranks.map { rank in
      let ofLayers = factors[start].map { $0.energy(rank) }
      return ofLayers.reduce(0, +) / Double(ofLayers.count)
    }
  }
  page.table(
    "Truncated, on validation",
    .integers("D", ranks),
    .texts("uniform, %", accuracies.uniform.map(\.percent)),
    .percents("energy, uniform", energies.uniform, digits: 0),
    .texts("He, %", accuracies.he.map(\.percent)),
    .percents("energy, He", energies.he, digits: 0))

  //: At D, then:
  let atRank = PerStart { start in
    plain[start].accuracy(on: data.validation).percent
  }
  page.reveal(
    "At D = \(rank) the uniform start keeps \(atRank.uniform) %, He's "
      + "\(atRank.he) %.")

  //: The same as a chart:
  func curve(_ start: Initialization) -> Series {
    .line(
      names[start], ranks.map(Double.init),
      accuracies[start].map { 100 * $0.share },
      errors: accuracies[start].map { 100 * $0.standardError })
  }
  page.plot(
    Chart(
      title: "Accuracy after truncation, ± one standard error",
      x: Axis("D", .log), y: Axis("accuracy, %"),
      series: [curve(.uniform), curve(.he)]))

  //: ## Why? What training adds
  //:
  //: So what made the difference? A first thought: before training, W was
  //: noise, and a random m×n matrix whose numbers have the standard
  //: deviation s has no singular value much above s(√m + √n), the
  //: *Marchenko–Pastur edge*. Perhaps what was learnt drowns in it.
  let edges = PerStart { start in
    factors[start].map { svd in
      start.edge(rows: svd.u.rows, columns: svd.v.rows)
    }
  }
  let above = PerStart { start in
    zip(factors[start], edges[start]).map { svd, edge in
      svd.singularValues.count { Double($0) > edge }
    }
  }
  let shapes = factors.uniform.map { "\($0.u.rows)×\($0.v.rows)" }
  page.table(
    "Singular values above the edge",
    .texts("layer", shapes),
    .numbers("edge, uniform", edges.uniform),
    .integers("above, uniform", above.uniform),
    .numbers("edge, He", edges.he),
    .integers("above, He", above.he))

  //: Is that it? Then a cut that keeps all that stands out would lose
  //: nothing.
  let loss = plain.he.difference(
    from: bases.he.network, on: data.validation)
  let most = above.he.max() ?? 0
  page.note(
    "He's network has \(most) such values in a layer at the most, and D = "
      + "\(rank) keeps \(most <= rank ? "them all" : "\(rank) of them"). "
      + "Cut, it is \(loss.reading) (\(loss.points) points)"
      + (most <= rank && loss.reading == "behind"
        ? ": that is not it." : "."))

  //: So ask what training *added*: W − W₀, with W₀ the start. Keep the top
  //: D of that, and build four networks: from the top D of W; from W₀ and
  //: the top D of what was added; from what was added alone; and from the
  //: same with *another* random start in place of W₀.
  //:
  //: - Predict: Which of them read well?
  let others = PerStart { start in
    Network.dense(sizes, initialization: start, using: &generator)
  }
  let added = try PerStart { start in
    try bases[start].network.compressible.map { layer in
      let change =
        bases[start].network.weights(at: layer)
        - starts[start].weights(at: layer)
      return try truncatedSVD(change, rank: rank).reconstructed()
    }
  }
  func network(_ start: Initialization, on ground: Network?) -> Network {
    var network = bases[start].network
    for (change, layer) in zip(added[start], network.compressible) {
      let weights = ground.map { $0.weights(at: layer) + change } ?? change
      network.layers[layer] = network.dense(at: layer).with(
        weights: Matrix<Float>(weights))
    }
    return network
  }

  //: All four, each of W first and then of what was added:
  let ways = PerStart { start in
    [
      plain[start], network(start, on: starts[start]),
      network(start, on: nil), network(start, on: others[start]),
    ]
  }
  let scored = PerStart { start in
    ways[start].map { $0.accuracy(on: data.validation) }
  }

  //: Do they read?
  page.table(
    "Of W, or of what training added, D = \(rank), on validation",
    .texts(
      "weights",
      [
        "top D of W", "W₀ + top D of (W − W₀)", "top D of (W − W₀)",
        "another start + top D of (W − W₀)",
      ]),
    .texts("uniform, %", scored.uniform.map(\.percent)),
    .texts("He, %", scored.he.map(\.percent)))

  let lift = ways.he[1].difference(from: ways.he[0], on: data.validation)
  page.reveal(
    "With its own start He's network reads \(scored.he[1].percent) %: "
      + "\(lift.points) points from the top D of W (\(lift.reading)).")

  //: Where the second row reads well and the first does not, what training
  //: adds has a low rank. But it was added to *this* start: the network
  //: computes with its random numbers, and a truncation of W throws most
  //: of them away. He's are larger, so more is lost. A rule by energy
  //: cannot see any of that. It measures the noise.
  //:
  //: Keep W₀ and learn a low rank beside it: that is an idea of its own,
  //: the *adapters* of large language models (E. Hu and others, 2021), and
  //: of lesson 13.
  //:
  //: ## Look at the data, not at W
  //:
  //: Whether a direction of W matters, its outputs tell. Take training
  //: samples X and the layer's sums Y = XWᵀ. The top D eigenvectors of YᵀY
  //: are where the outputs live. Project on them: Ŵ = UUᵀW. No other Ŵ of
  //: rank D changes the outputs on X less, and nothing was trained.
  let sample = data.training[upTo: 2000].inputs
  let aware = try PerStart { start in
    try bases[start].network.truncated(to: rank, forOutputsOn: sample)
  }

  //: How much is gained? Compare three truncations of the first layer.
  let w = bases.uniform.network.weights(at: 0)
  let x = Matrix<Double>(sample)
  func lost(_ cut: Matrix<Double>) -> Double {
    let missing = x * (w - cut).transposed
    let all = (x * w.transposed).frobeniusNorm
    return all > 0 ? missing.frobeniusNorm / all : 0
  }

  let ofPlain = lost(plain.uniform.weights(at: 0))
  let ofAware = lost(
    try dataAwareTruncation(w, inputs: x, rank: rank))
  let ofModule = lost(aware.uniform.weights(at: 0))
  page.table(
    "Layer 1, uniform: what its outputs lose at D = \(rank)",
    .texts("truncation", ["plain", "data-aware", "the module's"]),
    .percents("‖X(W − Ŵ)ᵀ‖/‖XWᵀ‖", [ofPlain, ofAware, ofModule]))
  page.check(
    "the module's search by products: within 2 %", 100 * ofModule,
    atMost: 102 * ofAware + 1e-3)

  //: Others do so too. The same Ŵ is that of DRONE (Chen and others,
  //: "DRONE: Data-aware Low-rank Compression for Large NLP Models", 2021)
  //: and of SVD-LLM (Wang and others, "SVD-LLM: Truncation-aware Singular
  //: Value Decomposition for Large Language Model Compression", 2024), on
  //: other ways. Not the same: FWSVD weighs the rows of W by how much the
  //: loss depends on them (Hsu and others, "Language Model Compression
  //: with Weighted Low-rank Factorization", 2022), and ASVD scales each
  //: input by its size (Yuan and others, "ASVD: Activation-aware Singular
  //: Value Decomposition", 2023). It belongs to exercise 5.4.
  //:
  //: ## A rank for each layer
  //:
  //: Why should all layers have the same D? Share out the numbers of D
  //: anew: so that each layer keeps the same share of its energy, of W or
  //: of its sums; or step by step, to whichever layer lowers the loss on
  //: validation most for each number.
  let sums = try PerStart { start in
    try bases[start].network.outputFactors(on: sample, upTo: 3 * rank)
  }
  let numbers = sums.uniform.reduce(0) { $0 + rank * $1.cost }
  typealias Shared = (name: String, ranks: [Int], network: Network)
  let sharedOut: PerStart<[Shared]> = PerStart { start in
    let base = bases[start].network
    let ofW = factors[start].map(NestedFactors.init)
    let same = ofW.map { _ in rank }
    let byW = RankAllocation.byEnergy(ofW, budget: numbers)
    let byY = RankAllocation.byEnergy(sums[start], budget: numbers)
    let byLoss = RankAllocation.byLoss(
      sums[start], budget: numbers, step: max(1, rank / 4)
    ) { base.truncated(to: $0, sums[start]).loss(on: data.validation) }
    return [
      ("W, all D", same, base.truncated(to: same, ofW)),
      ("W, by energy", byW, base.truncated(to: byW, ofW)),
      ("sums, all D", same, base.truncated(to: same, sums[start])),
      ("sums, by energy", byY, base.truncated(to: byY, sums[start])),
      ("sums, by loss", byLoss, base.truncated(to: byLoss, sums[start])),
    ]
  }

  //: And *pruning*, which the third article names beside the SVD: keep as
  //: many single weights as the factors have numbers, the largest, and put
  //: zeros elsewhere. (Their places must be stored too, and are not
  //: counted.)
  //:
  //: - Predict: Which of these cuts reads best, with nothing trained?
  let pruned = PerStart { start in
    bases[start].network.pruned(keeping: numbers)
  }
  func list(_ start: Initialization) -> [String] {
    sharedOut[start].map { row in
      row.ranks.map(String.init).joined(separator: " ")
    } + ["–"]
  }
  func read(_ start: Initialization) -> [Score] {
    (sharedOut[start].map(\.network) + [pruned[start]])
      .map { $0.accuracy(on: data.validation) }
  }
  let cutNames = sharedOut.uniform.map(\.name) + ["pruned"]

  //: Nothing is trained. The last but one was chosen on these digits; the
  //: test part will judge it below.
  let readings = PerStart(read)
  page.table(
    "\(numbers.shown) numbers in the layers but the last, on validation",
    .texts("cut", cutNames),
    .texts("ranks, uniform", list(.uniform)),
    .texts("%", readings.uniform.map(\.percent)),
    .texts("ranks, He", list(.he)),
    .texts("%", readings.he.map(\.percent)))
  let best = PerStart { start in
    let cuts = sharedOut[start].map(\.network) + [pruned[start]]
    let found =
      cuts.indices.max {
        readings[start][$0].share < readings[start][$1].share
      } ?? 0
    let lead = cuts[found].difference(from: cuts[0], on: data.validation)
    return "“\(cutNames[found])” (\(lead.points) points over “W, all D”)"
  }
  page.reveal(
    "From the uniform start \(best.uniform), from He's \(best.he).")

  //: ## Problem 2: fine-tune the factors
  //:
  //: Now U and Vᵀ are the parameters, and training goes on. (5.2 makes
  //: them.) Before its first step the logits are still those of W cut to
  //: rank D, multiplied out. If yours are not, look for the biases.
  page.check(
    "step 0: the same logits", plain.uniform.logits(for: few),
    equals: whole.logits, tolerance: 1e-4 * Double(whole.logits.maxNorm))

  //: Fine-tune both truncations of both networks. Whatever is trained from
  //: here on has the same budget: two rates, tried for two epochs each,
  //: and then as many epochs of the better one.
  func tuned(
    _ label: String, _ starts: PerStart<Network>
  ) -> PerStart<SelectedNetwork> {
    PerStart { start in
      experiment.trained(
        "\(label), \(names[start])", starts[start],
        rates: experiment.tuningRates, epochs: experiment.tuningEpochs)
    }
  }
  let plainTuned = tuned("fine-tuning", plain)
  let awareTuned =
    try experiment.saved("cut", like: aware)
    ?? tuned("fine-tuning by data", aware)

  //: What did it bring?
  let before = (plain.both + aware.both).map { network in
    network.accuracy(on: data.validation).percent
  }
  let after = plainTuned.both + awareTuned.both
  let cuts = names.both.map { "plain, \($0)" }
  let awareCuts = names.both.map { "data-aware, \($0)" }
  page.table(
    "Fine-tuned at D = \(rank), on validation",
    .texts("start", cuts + awareCuts),
    .texts("before, %", before),
    .texts("after, %", after.map(\.validation.percent)),
    .numbers("rate", after.map(\.rate), digits: 4),
    .integers("epoch", after.map(\.epoch)))

  //: ## Problem 3: truncate while training
  //:
  //: Keep all of W, compute with its truncation Ŵ, and let the gradient at
  //: Ŵ change W, as if truncating had derivative 1: W ← W − η ∂L/∂Ŵ.
  //: (Exercise 5.5.)
  //:
  //: - Important: The article writes W^(l+1) = W^(l) − η ∂f/∂W. There l is
  //:   the layer, not the time, and the loss is missing.
  //:
  //: Here is one such step, by hand and by the module, on the middle layer
  //: of the real network, all of whose layers compute with truncations.
  let middle = hidden.count / 2
  let batch = data.training[upTo: 128]
  func gradient(
    _ start: Initialization, at cut: Matrix<Double>
  ) -> Matrix<Double> {
    let network = bases[start].network.truncated(to: rank, factors[start])
    return network.gradient(ofLayer: middle, at: cut, on: batch)
  }

  let weights = PerStart { start in
    bases[start].network.weights(at: middle)
  }
  let eta: Float = 0.1
  let stepByHand = try dynamicStep(
    weights.uniform, rank: rank, learningRate: Double(eta)
  ) { cut in
    gradient(.uniform, at: cut)
  }

  //: The module trains with layers that truncate themselves.
  var live = bases.uniform.network.dynamic(rank: rank, factors.uniform)
  var rule = SGD(learningRate: eta)
  _ = live.computeGradients(batch.inputs, labels: batch.labels)
  rule.step(&live)

  //: `Float` knows W to seven digits, the gradient to about four.
  let stepByModule = live.layers[middle].parameters[0].values
  let change = (stepByHand - weights.uniform).frobeniusNorm
  page.check(
    "W − η ∂L/∂Ŵ", Matrix<Double>(stepByModule), equals: stepByHand,
    tolerance: 1e-3 * change + 1e-6 * weights.uniform.frobeniusNorm)

  //: A decomposition at each step would take many times as long as the
  //: step. But W moves little, so a tracker follows: it multiplies D + 20
  //: right vectors by W and by Wᵀ, once, and sorts out the best D again.
  //: After each epoch, trials included, it is held against an exact one.
  var visits: [Initialization: [DynamicLayer]] = [:]
  let dynamic = PerStart { start in
    experiment.trained(
      "dynamic, \(names[start])",
      bases[start].network.dynamic(rank: rank, factors[start]),
      rates: experiment.tuningRates, epochs: experiment.tuningEpochs
    ) { step, network in
      let layer = network.layers[middle] as? DynamicLayer
      guard step.endsEpoch, let layer else { return }
      visits[start, default: []].append(layer)
    }
  }

  //: The *distance* is that of Ŵ from the exact truncation W_D. The
  //: *excess* says how much farther Ŵ is from W than it must be. A
  //: direction that is nearly as good as another costs distance, but
  //: hardly any excess.
  let strays = try PerStart { start in
    try visits[start, default: []].map { try $0.distanceFromExact() }
  }
  func distances(_ start: Initialization) -> [Double] {
    strays[start].map { Double($0.distance) }
  }
  func excesses(_ start: Initialization) -> [Double] {
    strays[start].map { Double($0.excess) }
  }
  page.table(
    "The distance ‖Ŵ − W_D‖/‖W_D‖, and the excess of ‖W − Ŵ‖",
    .integers("visit", strays.uniform.indices.map { $0 + 1 }),
    .percents("distance, uniform", distances(.uniform)),
    .percents("excess, uniform", excesses(.uniform), digits: 4),
    .percents("distance, He", distances(.he)),
    .percents("excess, He", excesses(.he), digits: 4))

  let worst = (excesses(.uniform) + excesses(.he)).max() ?? 0
  page.check(
    "‖W − Ŵ‖ stays within 2 % of the least", 100 * worst, atMost: 2)

  //: And the identity? The true derivative of a truncation is known. This
  //: is the cosine of the angle between the two gradients of W.
  let cosines = try PerStart { start in
    let svd = try svd(weights[start])
    let cut = svd.truncated(to: rank).reconstructed()
    let identity = gradient(start, at: cut)
    let exact = truncationGradient(identity, at: svd, rank: rank)
    return Vector(identity.elements).normalized().dot(
      Vector(exact.elements).normalized())
  }
  page.table(
    "Identity gradient against the true derivative",
    .texts("start", names.both), .numbers("cosine", cosines.both))

  //: Where σ_D and σ_D₊₁ lie close together, a small change of W turns the
  //: kept directions far. The true derivative sees it, the identity not.
  //:
  //: ## The verdict
  //:
  //: A compressed network must beat more than its own past. The control:
  //: a dense one of the same size, which is also one of the same work,
  //: trained from scratch for as many epochs as the dense network and its
  //: compression together.
  //:
  //: - Predict: Which is ahead, the compressed network or the small one?
  let exported = PerStart { start in dynamic[start].network.exported() }
  let exportedTuned = tuned("dynamic, fine-tuning", exported)
  let thin = Network.control(
    for: sizes, parameters: plain.uniform.parameterCount)
  let controls = PerStart { start in
    experiment.trained(
      "control, \(names[start])",
      .dense(thin, initialization: start, using: &generator),
      rates: [1e-3, 3e-3], epochs: experiment.controlEpochs)
  }

  //: Now the test part, once.
  func networks(_ chosen: PerStart<SelectedNetwork>) -> PerStart<Network> {
    PerStart { start in chosen[start].network }
  }
  let rows = [
    ("dense", networks(bases)),
    ("truncated", plain),
    ("data-aware", aware),
    ("truncated, fine-tuned", networks(plainTuned)),
    ("data-aware, fine-tuned", networks(awareTuned)),
    ("dynamic", exported),
    ("dynamic, fine-tuned", networks(exportedTuned)),
    ("control: dense, \(thin[1]) wide", networks(controls)),
  ]
  func onTest(_ network: Network) -> String {
    network.accuracy(on: data.test).percent
  }
  page.table(
    "D = \(rank), on the test part (± one standard error)",
    .texts("network", rows.map { name, _ in name }),
    .texts("uniform, %", rows.map { _, pair in onTest(pair.uniform) }),
    .texts("He, %", rows.map { _, pair in onTest(pair.he) }))

  //: All saw the same digits. So compare them in pairs, digit by digit:
  //: what both get right says nothing. *Even* is a difference of at most
  //: two standard errors. It says what these two networks do on other
  //: digits; what another seed of training does it does not say.
  func lead(
    _ pair: PerStart<Network>, over other: PerStart<Network>
  ) -> PerStart<Average> {
    PerStart { start in
      pair[start].difference(from: other[start], on: data.test)
    }
  }

  //: First those that started large with each other, then with the
  //: control.
  func shared(_ place: Int) -> PerStart<Network> {
    PerStart { start in sharedOut[start][place].network }
  }
  let comparisons = [
    ("untuned: by energy over all D", lead(shared(3), over: shared(2))),
    ("untuned: by loss over all D", lead(shared(4), over: shared(2))),
    (
      "dynamic over fine-tuned", lead(exported, over: networks(plainTuned))
    ),
    (
      "data-aware over plain, both tuned",
      lead(networks(awareTuned), over: networks(plainTuned))
    ),
    (
      "data-aware, tuned, over control",
      lead(networks(awareTuned), over: networks(controls))
    ),
    ("dynamic over control", lead(exported, over: networks(controls))),
    (
      "control over dense", lead(networks(controls), over: networks(bases))
    ),
  ]
  page.table(
    "Paired differences on the test part, in points",
    .texts("difference", comparisons.map(\.0)),
    .texts("uniform", comparisons.map { $0.1.uniform.points }),
    .texts("uniform is", comparisons.map { $0.1.uniform.reading }),
    .texts("He", comparisons.map { $0.1.he.points }),
    .texts("He is", comparisons.map { $0.1.he.reading }))

  //: The fifth row is the verdict on the truncation that looked at data.
  let ofBest = lead(networks(awareTuned), over: networks(controls))
  page.reveal(
    "Cut by data and tuned, the large one is \(ofBest.uniform.reading) "
      + "(uniform) and \(ofBest.he.reading) (He), against a network that "
      + "was never large.")

  //: One more word on the budget:
  let runs = plainTuned.both + awareTuned.both + dynamic.both
  let highest = Double(experiment.tuningRates.last ?? 0)
  let atTop = runs.count { $0.rate >= 0.99 * highest }
  page.note(
    "\(atTop) of these \(runs.count) trainings chose the higher of their "
      + "two rates; a still higher one was not tried.")

  //: What does each of them cost? It is the same for both starts.
  let costs = rows.map { _, pair in pair.uniform }
  page.table(
    "What each costs; a multiplication comes with its addition",
    .texts("network", rows.map { name, _ in name }),
    .integers("parameters", costs.map(\.parameterCount)),
    .integers("multiplications", costs.map(\.multiplyAccumulates)),
    .integers("bytes on disk", costs.map(\.savedByteCount)))

  //: Fewer multiplications should take less time. `--untimed` leaves this
  //: table out.
  if !page.isGiven("--untimed") {
    let images = data.training[upTo: 256].inputs
    let times: [Double] = costs.map {
      $0.forwardTime(images) / .milliseconds(1)
    }
    page.table(
      "Measured now: only these numbers change from run to run",
      .texts("network", rows.map { name, _ in name }),
      .numbers("ms for \(images.rows) images", times))
    page.note(
      "Of the same size and the same work, the control takes "
        + "\((times[7] / times[4]).shown(digits: 2)) times as long as the "
        + "factors, which are twice as many matrices, and thinner ones.")
  }

  //: - Important: The article says that dynamic truncation gives more than
  //:   fine-tuning. Read the third row of the paired differences: that is
  //:   what one network and one seed say. Whether anything beats the
  //:   control, the other rows say.
  //: - Important: It also says that dynamic training keeps memory low. It
  //:   holds all of W, its gradient, what the optimiser remembers, and the
  //:   tracker. Only the exported factors are small.
  //:
  //: With `--save FILE` the dense networks and those that were cut by data
  //: are kept. A later run reads them with `--load FILE`.
  if let path = page.option("--save") {
    try experiment.save(["dense": bases, "cut": awareTuned], to: path)
    page.note("The baselines, dense and cut, are in \(path).")
  }

  //: ## Where this goes wrong: accuracy is no check
  //:
  //: Forget the biases, the most common slip in published runs of this
  //: experiment. Or forget S: the article's summary writes g(U₁..D V₁..Dᵀ
  //: x + b), which holds only once Vᵀ has absorbed S.
  var unbiased = plain.uniform
  unbiased.forEachParameter { parameter in
    if parameter.name == "bias" { parameter.values = parameter.values * 0 }
  }

  let withoutS = factors.uniform.map { svd in
    let ones = svd.singularValues.map { _ in Float(1) }
    return SVD(u: svd.u, singularValues: ones, v: svd.v)
  }
  let unscaled = bases.uniform.network.truncated(to: rank, withoutS)

  //: Score all three, and compare their logits with the right ones.
  let slips = [plain.uniform, unbiased, unscaled]
  let scores = slips.map { $0.accuracy(on: data.validation).percent }
  let errors = slips.map { network in
    Double((network.logits(for: few) - whole.logits).maxNorm)
  }
  page.table(
    "Truncated, uniform, on validation",
    .texts("forgotten", ["nothing", "the biases", "S"]),
    .texts("%", scores),
    .numbers("largest error of a logit", errors))

  //: A wrong network may score like the right one. Its logits tell. So the
  //: exercises grade matrices and counts, never accuracy.
  //:
  //: ## How small can a network be?
  //:
  //: The table of the verdict says what a few percent of its numbers do.
  //: Hold it against a network that was small from the start, which costs
  //: less to train. Whether compression is ahead of it, the paired
  //: differences must say, each time anew.
  page.predictions()

  //: ## Your turn
  //:
  //: Five exercises wait in `Exercises/05-NetworkCompression.swift`. Grade
  //: them with `swift test --filter NetworkCompression`.
  //:
  //: A rank for each layer is 5.1 and 5.4 with a list of ranks.
  //:
  //: - **5.1** count a network's parameters at rank D;
  //: - **5.2** make the factors that fine-tuning starts from;
  //: - **5.3** pass a batch through a factorised layer;
  //: - **5.4** truncate by what the layer puts out;
  //: - **5.5** take one step of dynamic training.
  //:
  //: Then `swift run course mine NetworkCompression` runs on your own
  //: functions.
  //:
  //: Here truncation made a layer smaller. The next lesson asks whether it
  //: makes a picture cleaner: `swift run Denoising`.
}

//: ## Behind the page
//:
//: A pair of values, one for each start.
struct PerStart<Value> {
  let uniform: Value
  let he: Value

  init(_ value: (Initialization) throws -> Value) rethrows {
    uniform = try value(.uniform)
    he = try value(.he)
  }

  subscript(start: Initialization) -> Value {
    start == .he ? he : uniform
  }

  var both: [Value] { [uniform, he] }
}

//: What the networks learn from, and what the options ask for.
struct Experiment {
  let page: Page
  let hidden: [Int]
  let data: DigitSamples
  private let file: SavedNetworks?

  /// As it is once the digits are drawn.
  let generator: SeededGenerator

  init(_ page: Page) throws {
    self.page = page
    var generator = SeededGenerator(seed: page.seed)
    let isQuick = page.isGiven("--quick")
    hidden =
      page.isGiven("--hidden")
      ? try page.integers("--hidden", in: 1...8192)
      : Array(repeating: isQuick ? 256 : 1024, count: isQuick ? 3 : 5)
    try SavedNetworks.checkWritable(
      at: page.option("--save"), replacing: page.replacement)
    let samples = try DigitSamples.load(
      page.option("--mnist"), using: &generator)
    data = samples
    self.generator = generator
    file = try page.option("--load").map { path in
      try SavedNetworks(
        at: path, seed: page.seed, training: samples.training)
    }
    try checkLoaded()
  }
}

//: A file of networks is tried before the page begins: all must be there
//: that the page will take from it.
extension Experiment {
  private func checkLoaded() throws {
    guard let file else { return }
    let sizes = [data.training.inputs.columns] + hidden + [10]
    var other = generator
    let dense = Network.dense(
      sizes, initialization: .he, using: &other)
    let rank = min(20, sizes.dropLast().min() ?? 1)
    var cut = dense
    for layer in dense.compressible {
      cut.layers[layer] = dense.dense(at: layer).with(
        u: Matrix(rows: sizes[layer + 1], columns: rank),
        vTransposed: Matrix(rows: rank, columns: sizes[layer]))
    }
    try file.check("dense", like: [dense, dense])
    try file.check("cut", like: [cut, cut])
  }
}

//: Validation chooses a rate and an epoch, with progress on a terminal.
extension Experiment {
  func trained(
    _ label: String, _ start: Network, rates: [Float], epochs: Int,
    watch: (TrainingProgress, Network) -> Void = { _, _ in }
  ) -> SelectedNetwork {
    let plan = TrainingPlan(
      learningRates: rates, trialEpochs: isLarge ? 1 : 2, epochs: epochs,
      seed: page.seed)
    let work = page.progress(label, total: plan.steps(of: data.training))
    return start.selected(
      by: plan, on: data.training, validation: data.validation
    ) { step, network in
      work.advance()
      watch(step, network)
    }
  }
}

//: How long each kind of training lasts. All of MNIST has so many digits
//: that fewer epochs do.
extension Experiment {
  private var isQuick: Bool { page.isGiven("--quick") }
  private var isLarge: Bool { data.training.count > 10_000 }

  var baselineEpochs: Int { isQuick || isLarge ? 5 : 11 }
  var tuningEpochs: Int { isQuick || isLarge ? 3 : 7 }

  // As many as the dense network and a cut one have together.
  var controlEpochs: Int { baselineEpochs + tuningEpochs }

  var tuningRates: [Float] { [3e-4, 1e-3] }
}

//: Networks are kept in pairs, the uniform one first.
extension Experiment {
  func saved(
    _ name: String, like patterns: PerStart<Network>
  ) throws -> PerStart<SelectedNetwork>? {
    guard let file else { return nil }
    let found = try file.selections(
      name, like: patterns.both, validation: data.validation)
    return PerStart { start in start == .he ? found[1] : found[0] }
  }

  func save(
    _ pairs: [String: PerStart<SelectedNetwork>], to path: String
  ) throws {
    try SavedNetworks.write(
      pairs.mapValues(\.both), seed: page.seed, training: data.training,
      to: path, replacing: page.replacement)
  }
}

//: And the options themselves.
func pageOptions() -> [LessonOption] {
  [
    .init(
      "--hidden", value: "LIST", default: "1024,1024,1024,1024,1024",
      help: "the widths of the hidden layers"),
    .init("--quick", help: "3 layers of 256 and fewer epochs"),
    .init("--mnist", value: "FOLDER", help: "all of MNIST, four files"),
    .init(
      "--save", value: "FILE", help: "write the networks, safetensors"),
    .init("--load", value: "FILE", help: "read them, train no baseline"),
    .init("--untimed", help: "leave out measured times"),
  ]
}
