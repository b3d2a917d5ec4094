//: # Can a network learn low rank?
//:
//: In NetworkCompression you trained first and cut afterwards. The network
//: never knew that you would. Can it *learn* weights of low rank? Put a
//: price on every singular value, and see what that buys.
//:
//: You will see
//: - the nuclear norm, and why it stands for the rank;
//: - two ways to go downhill on it, of which one arrives at zero;
//: - that weight decay on two factors has the same goal;
//: - a network for digits trained with each, against no price at all and
//:   against plain weight decay: its ranks, and what survives a cut.
import LinearAlgebra
import LowRank
import Networks
import Notebook
import NuclearNormExercises

lesson(
  "NuclearNorm",
  summary: "Low rank from training, and what it is worth",
  options: pageOptions()
) { page in
  //: ## A price for singular values
  //:
  //: The *nuclear norm* is the sum of the singular values:
  //: $$ ‖W‖∗ = σ₁ + σ₂ + … $$
  //: Here it stands beside three numbers that are taken for it.
  let turn: Matrix = [[0.6, -0.8], [0.8, 0.6]]
  let d = Matrix.diagonal([3, 1])
  let samples: [(name: String, w: Matrix<Double>)] = [
    ("diagonal(3, 1)", d),
    ("the same, turned", turn * d),
    ("diagonal(3, −1)", .diagonal([3, -1])),
    ("(0, 4; 0, 0)", [[0, 4], [0, 0]]),
  ]
  let nuclear = try samples.map { try nuclearNorm(of: $0.w) }
  page.table(
    "Four matrices",
    .texts("W", samples.map(\.name)),
    .numbers("‖W‖∗", nuclear),
    .integers("rank", try samples.map { try $0.w.rank() }),
    .numbers("‖W‖F", samples.map(\.w.frobeniusNorm)),
    .numbers("trace", samples.map { $0.w.diagonal.reduce(0, +) }))
  page.check("‖W‖∗ is 4 for all", nuclear, equals: [4, 4, 4, 4])

  //: The trace changes as you turn W. Frobenius' norm adds squares, so it
  //: hardly notices a small value. The nuclear norm charges for each value
  //: in proportion.
  //:
  //: ## Why not the rank itself?
  //:
  //: The rank jumps, and between jumps it is flat. It has no slope to
  //: follow. Look at diagonal(1, t), whose largest value is 1.
  let ts = (-40...40).map { Double($0) / 40 }
  let nuclearOfT = try ts.map { try nuclearNorm(of: .diagonal([1, $0])) }
  page.plot(
    Chart(
      title: "diagonal(1, t)",
      x: Axis("t"), y: Axis("norm, or rank", range: 0.9...2.1),
      series: [
        .line("‖W‖∗", ts, nuclearOfT),
        .line("‖W‖F²", ts, ts.map { 1 + $0 * $0 }),
        .scatter("rank", ts, ts.map { $0 == 0 ? 1 : 2 }),
      ]))

  //: Among the matrices with σ₁ ≤ 1 the nuclear norm is the *largest*
  //: convex function that is nowhere above the rank: its convex envelope
  //: (Fazel, Hindi and Boyd, 2001, doi:10.1109/ACC.2001.945730). So no
  //: other convex function comes nearer to the rank from below.
  //: Like |t|, and unlike t², it has a kink at zero: just before, the
  //: slope is still 1.
  //:
  //: ## Downhill, first way: the subgradient
  //:
  //: The loss becomes L + λ‖W‖∗. Moving W moves σᵢ by the part of the
  //: movement along uᵢvᵢᵀ. So the slope of the sum is UVᵀ: every layer
  //: with the weight 1, however strong it is. (Exercise 12.2.)
  //:
  //: At σᵢ = 0 there is a kink. There it is one *subgradient* G of many,
  //: and that means a plane that touches the norm from below. For all X
  //: $$ ‖X‖∗ ≥ ‖W‖∗ + ⟨G, X − W⟩ $$
  var generator = SeededGenerator(seed: page.seed)
  let w: Matrix<Double> = .normal(rows: 4, columns: 3, using: &generator)
  let g = try nuclearSubgradient(at: w)
  func inner(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Double {
    zip(a.elements, b.elements).reduce(0) { $0 + $1.0 * $1.1 }
  }
  page.check(
    "it touches: ⟨G, W⟩ = ‖W‖∗", inner(g, w),
    equals: try nuclearNorm(of: w))
  page.check("it stays below: ‖G‖₂ = 1", try g.spectralNorm(), equals: 1)

  //: Below, since ⟨G, X⟩ is never more than ‖G‖₂‖X‖∗ = ‖X‖∗. A step of the
  //: descent subtracts ηλ from each value, and whatever is smaller than ηλ
  //: goes past zero and comes out on the other side.
  //:
  //: ## Downhill, second way: the proximal step
  //:
  //: Take the step for the loss L alone. Then ask for the matrix that is
  //: near, and has a small norm: the X of least ½‖X − W‖F² + ηλ‖X‖∗. It is
  //: W with each singular value *soft-thresholded*: max(σᵢ − ηλ, 0) (Cai,
  //: Candès and Shen, 2010, doi:10.1137/080738970). It stops at zero.
  page.source(of: "proximalStep")

  //: Try it on diagonal(3, 1), with η = 0.5 and λ = 1.
  page.check(
    "from diagonal(3, 1), with η = 0.5 and λ = 1, to diagonal(2.5, 0.5)",
    try proximalStep(d, rate: 0.5, penalty: 1),
    equals: .diagonal([2.5, 0.5]))

  //: Is it the least? X is, exactly where (W − X)/(ηλ) is a subgradient at
  //: X. That is the same two lines as above.
  let tau = 0.5
  let x = try proximalStep(w, rate: 0.25, penalty: 2)
  let rest = (w - x) / tau
  page.check(
    "‖W − X‖₂ = ηλ", try rest.spectralNorm(), equals: 1, tolerance: 1e-12)
  page.check(
    "⟨W − X, X⟩ = ηλ‖X‖∗", inner(rest, x),
    equals: try nuclearNorm(of: x), tolerance: 1e-12)

  //: Try both on a problem whose answer you know. L is ½‖X − A‖F², and A
  //: has the values 3, 1.5, 0.6 and 0.2. With λ = 1 the least is at 2,
  //: 0.5, 0 and 0. Start at A, and let the rates sum to 40.
  let basis = { (n: Int) -> Matrix<Double> in
    try svd(.normal(rows: n, columns: n, using: &generator)).u
  }
  let a = try basis(4) * .diagonal([3, 1.5, 0.6, 0.2]) * basis(4)

  func end(_ kind: String, rate: Double) throws -> Matrix<Double> {
    var x = a
    for _ in 1...Int(40 / rate) {
      let moved = x - (x - a) * rate  // the step for L
      x =
        kind == "proximal"
        ? try proximalStep(moved, rate: rate, penalty: 1)
        : moved - (try nuclearSubgradient(at: x)) * rate
    }
    return x
  }

  //: - Predict: The least has rank 2. Which kind of step ends there, and
  //:   does a smaller rate help?
  //:
  //: Each kind of step at two rates:
  let rates = [0.2, 0.2, 0.02, 0.02]
  let kinds = ["subgradient", "proximal", "subgradient", "proximal"]
  let ends = try zip(kinds, rates).map { try end($0, rate: $1) }
  let endValues = try ends.map { try singularValues(of: $0) }
  let endRanks = try ends.map { try effectiveRank(of: $0, share: 1e-6) }
  func values(_ i: Int) -> [Double] { endValues.map { $0[i - 1] } }
  page.table(
    "Where they end",
    .numbers("η", rates), .texts("step", kinds),
    .numbers("σ₁", values(1), digits: 4),
    .numbers("σ₂", values(2), digits: 4),
    .scientific("σ₃", values(3)),
    .scientific("σ₄", values(4)),
    .integers("σᵢ > 10⁻⁶σ₁", endRanks))

  let proximalRanks = zip(kinds, endRanks).filter { $0.0 == "proximal" }
  let otherRanks = zip(kinds, endRanks).filter { $0.0 != "proximal" }
  page.check(
    "proximal steps end at rank 2", proximalRanks.allSatisfy { $0.1 == 2 })
  page.check(
    "subgradients do not", otherRanks.allSatisfy { $0.1 > 2 })
  func list(_ ranks: [(String, Int)]) -> String {
    ranks.map { "\($0.1)" }.joined(separator: " and ")
  }
  page.reveal(
    "At both rates: proximal steps end at the ranks "
      + "\(list(proximalRanks)), subgradients at \(list(otherRanks)).")

  //: The subgradient jumps to and fro over the kink, by ηλ or so. A small
  //: η makes small jumps, and never zero. A generous tolerance may call
  //: that rank 2. But what it counts then is η.
  //:
  //: - Important: The article is right that the nuclear norm in the loss
  //:   leads to low rank. But the gradient alone doesn't arrive there. The
  //:   proximal step does.
  //:
  //: ## A third way: weight decay on factors
  //:
  //: Write W = UVᵀ with any two factors. Then
  //: $$ ½(‖U‖F² + ‖V‖F²) ≥ ‖W‖∗ $$
  //: and the *balanced* factors, U√Σ and V√Σ, attain it. For one number
  //: that is the old ½(a² + b²) ≥ ab.
  page.source(of: "balancedFactors")

  //: Here are four ways to factor A.
  let (u, v) = try balancedFactors(of: a)
  let f = try svd(a)
  let q = try basis(4)
  typealias Factoring = (
    name: String, u: Matrix<Double>, v: Matrix<Double>
  )
  let factorings: [Factoring] = [
    ("U√Σ and V√Σ", u, v),
    ("both times one orthogonal Q", u * q, v * q),
    ("U and VΣ", f.u, f.v.scalingColumns(by: f.singularValues)),
    ("W and I", a, .identity(4)),
  ]

  //: - Predict: Is one of them cheaper than ‖W‖∗?
  //:
  //: What does each cost?
  let costs = factorings.map { factoring in
    let (u, v) = (factoring.u, factoring.v)
    return (inner(u, u) + inner(v, v)) / 2
  }
  page.table(
    "Four factorings of one matrix with ‖W‖∗ = 5.3",
    .texts("factors", factorings.map(\.name)),
    .scientific(
      "‖W − UVᵀ‖F",
      factorings.map { (a - $0.u * $0.v.transposed).frobeniusNorm }),
    .numbers("½(‖U‖F² + ‖V‖F²)", costs, digits: 4))
  page.check("balanced: ‖W‖∗", costs[0], equals: 5.3, tolerance: 1e-13)
  page.check("none is less", costs.allSatisfy { $0 > 5.3 - 1e-13 })
  page.reveal(
    "None: the cheapest costs \((costs.min() ?? 0).shown(digits: 4)), the "
      + "dearest \((costs.max() ?? 0).shown(digits: 4)).")

  //: So weight decay λ on both factors is the price λ‖W‖∗ on the product,
  //: without a decomposition. Go downhill on the same problem.
  var (left, right) = (u, v)
  for _ in 1...2000 {
    let slope = left * right.transposed - a
    (left, right) = (
      left * 0.98 - slope * right * 0.02,
      right * 0.98 - slope.transposed * left * 0.02
    )
  }
  let byFactors = try singularValues(of: left * right.transposed)
  page.show(byFactors, "σ of the product, after 2000 steps at η = 0.02")
  page.check(
    "the same goal", byFactors, equals: [2, 0.5, 0, 0], tolerance: 1e-6)

  //: It gets there on another way. A proximal step takes *the same number*
  //: from each value. What the loss does not pull back is gone once Σηλ
  //: exceeds it. Decay takes *the same share*: halved, halved again, never
  //: zero. It needs time.
  //:
  //: ## On a network
  //:
  //: Digits, ReLU, plain gradient descent at one constant rate, and He's
  //: start, whose noise made cutting hard in NetworkCompression.
  let budget = Budget(isQuick: page.isGiven("--quick"))
  if budget.isQuick {
    page.note("Too small for a verdict: believe no table.")
  }
  let rank = budget.rank
  let data = try DigitSamples.bundled(using: &generator)
  let start = Network.dense(
    budget.sizes, initialization: .he, using: &generator)
  page.show(
    [data.training, data.validation, data.test].map(\.count),
    "digits for training, validation, verdict")

  //: This is all that the ways differ in. (Exercise 12.6.) Let τ be λ
  //: times the learning rate, or the sum of the rates since the last such
  //: step: decompositions are dear, so one follows every eighth step for
  //: the loss. It concerns the weights of all layers but the last.
  enum Way: String, CaseIterable {
    case nothing = "no penalty"
    case subgradient, proximal
    case decay = "weight decay"
    case factored = "factors, no decay"
    case factors = "decay of factors"
    var isFactored: Bool { self == .factored || self == .factors }
    var hasNoPrice: Bool { self == .nothing || self == .factored }
  }
  @Sendable func step(
    _ way: Way, _ w: Matrix<Float>, _ tau: Float
  ) throws(LinearAlgebraError) -> Matrix<Float> {
    switch way {
    case .nothing, .factored: return w
    case .proximal: return try softThresholded(w, by: tau)
    case .decay, .factors: return w * (1 - tau)
    case .subgradient:
      let factors = try svd(w)
      return w - factors.u * factors.v.transposed * tau
    }
  }

  //: The module's `softThresholded` is your proximal step, in `Float`.
  let second = 1  // layers count from 0
  let w2 = start.weights(at: second)
  page.check(
    "on layer 2: the same",
    Matrix<Double>(try softThresholded(Matrix<Float>(w2), by: 0.5)),
    equals: try proximalStep(w2, rate: 0.1, penalty: 5),
    tolerance: 1e-5 * w2.frobeniusNorm)

  //: For the factors, each layer becomes two, balanced, of full rank. As
  //: yet it is the same function. But descent on two factors is another
  //: descent, with a price or without one. So there is a row without one.
  var factored = start
  for index in start.compressible {
    let (u, v) = try balancedFactors(of: start.weights(at: index))
    factored.layers[index] = start.dense(at: index).with(
      u: Matrix<Float>(u), vTransposed: Matrix<Float>(v.transposed))
  }
  let few = data.validation[upTo: 8].inputs
  page.check(
    "step 0: the same logits", factored.logits(for: few),
    equals: start.logits(for: few),
    tolerance: 1e-4 * Double(start.logits(for: few).frobeniusNorm))

  //: Count the values of each layer that pays. (Exercise 12.4.)
  func ranks(_ network: Network) throws -> [Int] {
    try network.compressible.map { index in
      try effectiveRank(of: network.weights(at: index), share: 1e-4)
    }
  }

  //: Epochs come in eights, so that the last step of all is one for the
  //: penalty.
  func train(
    _ way: Way, _ start: Network, _ price: Double, epochs: Int
  ) throws -> PenalizedRun {
    let work = page.progress(
      "\(way.rawValue), λ = \(price)",
      total: Network.penalizedSteps(on: data.training, epochs: epochs))
    let network = try start.trained(
      on: data.training, epochs: epochs, rate: 0.1, every: 8,
      seed: page.seed, progress: { work.advance() }
    ) { w, rates throws(LinearAlgebraError) in
      try step(way, w, Float(price) * rates)
    }
    return try PenalizedRun(
      way.rawValue, penalty: price, network: network)
  }

  //: Train by each way at each price, if it has one.
  //:
  //: - Predict: Which of these ways keeps most of its accuracy when every
  //:   layer is cut to rank D?
  func runs(_ way: Way) throws -> [PenalizedRun] {
    let start = way.isFactored ? factored : start
    return try (way.hasNoPrice ? [0] : budget.prices).map { price in
      try train(way, start, price, epochs: budget.epochs)
    }
  }
  let runsByWay = try Way.allCases.map { way in try runs(way) }

  //: How well do they read, which ranks do they have, and what is left of
  //: it when they are cut to D?
  let all = runsByWay.flatMap { $0 }
  func percents(_ networks: [Network], on samples: Samples) -> [String] {
    networks.map { $0.accuracy(on: samples).percent }
  }
  page.table(
    "On validation, ± one standard error; ranks count σᵢ > 10⁻⁴σ₁",
    .texts("way", all.map(\.name)),
    .numbers("λ", all.map(\.penalty), digits: 3),
    .texts("%", percents(all.map(\.network), on: data.validation)),
    .texts("ranks", try all.map { "\(try ranks($0.network))" }),
    .texts(
      "cut to D = \(rank), %",
      percents(all.map { $0.truncated(to: rank) }, on: data.validation)))

  //: The bound 10⁻⁴ is a choice, well above the rounding of `Float`. Here
  //: are all in one picture, each at the largest λ:
  let lines = runsByWay.compactMap(\.last).map { run in
    Series.line(run.name, run.decompositions[second].singularValues)
  }
  let before = Series.line("before", try singularValues(of: w2))
  page.plot(
    Chart(
      title: "Spectrum of layer 2, before and after", x: Axis("i"),
      y: Axis("σᵢ", .log, range: 1e-9...10),
      series: [before] + lines))

  let kept = all.map {
    $0.truncated(to: rank).accuracy(on: data.validation)
  }
  let winner = kept.indices.max { kept[$0].share < kept[$1].share } ?? 0
  page.reveal(
    "On validation *\(all[winner].name)* at λ = \(all[winner].penalty): "
      + "\(kept[winner].percent) at D = \(rank).")

  //: How much of the last way is the decay, and how much the factors?
  let bare = runsByWay[Way.allCases.firstIndex(of: .factored) ?? 0][0]
  let dense = runsByWay[Way.allCases.firstIndex(of: .nothing) ?? 0][0]
  let byFactorsAlone = bare.truncated(to: rank).difference(
    from: dense.truncated(to: rank), on: data.validation)
  page.note(
    "Cut to D = \(rank), factors without any decay are "
      + "\(byFactorsAlone.points) points from the dense network "
      + "(\(byFactorsAlone.reading)).")

  //: So the two must not be taken for one. A gradient in U and V makes
  //: large values grow faster than small ones, and what training adds gets
  //: a low rank by itself (S. Arora and others, 2019).
  //:
  //: In the chart, without a price, the noise of the start stays. Weight
  //: decay scales it down. The proximal spectrum falls off a cliff: beyond
  //: it is rounding. The subgradient has the same head, and a tail of size
  //: τ. Decay of the factors is on its way.
  //:
  //: ## The verdict
  //:
  //: For each way take the λ whose network survives the cut best; of
  //: equals the larger. Each network was trained once: the errors below
  //: say what other digits would change, not what another training would.
  let chosen = runsByWay.compactMap {
    $0.best(at: rank, on: data.validation)
  }
  let proximalPlace = Way.allCases.firstIndex(of: .proximal) ?? 0
  let proximal = chosen[proximalPlace]
  let atEdge = chosen.filter { $0.penalty == budget.prices.last }
  page.note(
    atEdge.isEmpty
      ? "None stands at the end of the prices that were tried."
      : "At the highest price that was tried: "
        + atEdge.map(\.name).joined(separator: ", ")
        + ". A higher one might serve them better still.")

  //: Two more rows: the uniform start of NetworkCompression, whose noise
  //: is weak, with no price. And the control: a dense network of as many
  //: numbers as the cut ones have.
  let uniformStart = Network.dense(
    budget.sizes, initialization: .uniform, using: &generator)
  let cutSize = proximal.truncated(to: rank).parameterCount
  let narrow = Network.control(for: budget.sizes, parameters: cutSize)
  let narrowWidth = narrow[1]  // of its hidden layers
  let narrowStart = Network.dense(
    narrow, initialization: .he, using: &generator)
  let uniform = try train(
    .nothing, uniformStart, 0, epochs: budget.epochs)
  let control = try train(
    .nothing, narrowStart, 0, epochs: budget.epochs)

  //: Now the test part, once. The control is small already, and is not
  //: cut.
  let rows = chosen + [uniform]
  let names =
    chosen.map(\.name)
    + ["no penalty, uniform", "control: \(narrowWidth) wide"]
  let cutRows = rows.map { $0.truncated(to: rank) }
  page.table(
    "On the test part (± one standard error)",
    .texts("way", names), .numbers("λ", rows.map(\.penalty), digits: 3),
    .texts(
      "%", percents((rows + [control]).map(\.network), on: data.test)),
    .texts("ranks", try rows.map { "\(try ranks($0.network))" }),
    .texts("cut to D = \(rank), %", percents(cutRows, on: data.test)))

  //: Is proximal ahead, at about as many numbers?
  let cuts = cutRows + [control.network]
  let proximalCut = cuts[proximalPlace]
  let others = cuts.indices.filter { $0 != proximalPlace }
  let leads = others.map {
    proximalCut.difference(from: cuts[$0], on: data.test)
  }
  page.table(
    "Proximal at D = \(rank); even: within two standard errors",
    .texts("against", others.map { names[$0] }),
    .texts("points more", leads.map(\.points)),
    .texts("it is", leads.map(\.reading)),
    .integers("parameters of each", others.map { cuts[$0].parameterCount })
  )

  //: *What it gives*: ranks that are there, to rounding, each layer its
  //: own, and you chose no D. Cut it to them, and nothing is lost.
  let own = try ranks(proximal.network)
  let exact = proximal.truncated(to: own)
  let logits = proximal.network.logits(for: few)
  page.check(
    "cut to ranks \(own): the same logits",
    exact.logits(for: few), equals: logits,
    tolerance: 1e-3 * Double(logits.frobeniusNorm))
  page.note(
    "It has **\(exact.parameterCount.shown)** parameters; the dense one "
      + "has \(start.parameterCount.shown), cut to D = \(rank) it is "
      + "\(cutSize.shown).")

  //: *What it doesn't give*:
  //:
  //: - Accuracy for nothing. Weight decay, on W or on its factors, needs
  //:   no decomposition. Where proximal is even or behind, that is the
  //:   cheaper way to the same D.
  //: - Cheaper training. It holds all of W, and decomposes it, O(mn²),
  //:   again and again. The control was small from its first step.
  //: - Proof that you need it. The price clears away the noise of He's
  //:   start. The uniform start has little of it, and pays nothing.
  //:
  //: - Important: The article promises "a good trade-off between accuracy
  //:   and model size". It names no rival. Hold it against weight decay
  //:   and a small network, as above, before you believe it.
  //:
  //: ## Where this goes wrong: a rank that does not last
  //:
  //: Take one more step for the loss, on one batch. Or train on as before.
  var onward = proximal.network
  let batch = data.training[upTo: 64]
  _ = onward.computeGradients(batch.inputs, labels: batch.labels)
  var rule = SGD(learningRate: 0.1)
  rule.step(&onward)
  let later = try train(
    .proximal, proximal.network, proximal.penalty, epochs: 8)

  let ranksThen = [
    ("nothing", own),
    ("one step for the loss", try ranks(onward)),
    ("8 more epochs", try ranks(later.network)),
  ]
  page.table(
    "The proximal network, λ = \(proximal.penalty)",
    .texts("then", ranksThen.map(\.0)),
    .texts("ranks", ranksThen.map { "\($0.1)" }))

  //: A gradient has a rank of its own, up to the size of the batch. Only
  //: what comes right from a proximal step is of low rank. And λ alone
  //: does not fix that rank: how long you train counts too.
  //:
  //: ## Where this goes wrong: a norm is no rank
  //:
  //: ReLU lets a factor through. Halve both layers that pay, and let the
  //: last one, which doesn't, make up for it. Of the biases the first is
  //: halved and the second quartered, as what they are added to.
  let factorsOfWAndB: [Float] = [0.5, 0.5, 0.5, 0.25, 4, 1]
  var cheat = proximal.network
  var place = 0
  cheat.forEachParameter { parameter in
    parameter.values = parameter.values * factorsOfWAndB[place]
    place += 1
  }
  page.check(
    "the same logits, bit by bit", cheat.logits(for: few), equals: logits,
    tolerance: 0)
  let norms = try [proximal.network, cheat].map {
    try nuclearNorm(of: $0.weights(at: second))
  }
  page.show(norms, "‖W‖∗ of layer 2")

  //: Half the price, the same network, the same rank. A smaller norm is a
  //: reason to hope for a lower rank, and no proof. Count.
  //:
  //: ## Can a network learn low rank?
  //:
  //: Yes: a price on singular values makes them fall, and the proximal
  //: step makes them exactly zero. Whether the network then reads better
  //: than one with plain weight decay, cut to the same rank, the verdict
  //: must say.
  page.predictions()

  //: ## Your turn
  //:
  //: Six exercises wait in `Exercises/12-NuclearNorm.swift`. Grade them
  //: with `swift test --filter NuclearNorm`.
  //:
  //: The network trains by 12.6 and is cut by lesson 5.
  //:
  //: - **12.1** the nuclear norm;
  //: - **12.2** a subgradient of it;
  //: - **12.3** the proximal step;
  //: - **12.4** count the values that matter;
  //: - **12.5** make balanced factors;
  //: - **12.6** one step of training, loss and penalty.
  //:
  //: Then `swift run course mine NuclearNorm` runs on your own functions.
  //:
  //: Here training changed all of W. The next lesson leaves W alone, and
  //: learns a matrix of low rank beside it: `swift run LowRankAdapters`.
}

//: ## Behind the page
//:
//: How much there is of everything: little with `--quick`.
struct Budget {
  let isQuick: Bool

  var sizes: [Int] { isQuick ? [784, 32, 24, 10] : [784, 256, 256, 10] }
  var rank: Int { isQuick ? 6 : 20 }
  var epochs: Int { isQuick ? 8 : 24 }
  var prices: [Double] { isQuick ? [0.02, 0.1] : [0.005, 0.01, 0.02] }
}

func pageOptions() -> [LessonOption] {
  [.init("--quick", help: "a small network, too small for a verdict")]
}
