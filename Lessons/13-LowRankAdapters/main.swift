//: # How little must change?
//:
//: A network reads digits. Now it is to read others: drawn with a thick
//: pen, or on a page that lies askew. You have few examples. Must you
//: train all of its numbers again, and store them all again?
//:
//: Lesson 5 found that what training *adds* to weights has a low rank.
//: So let W stand still, and train a product of two thin matrices beside
//: it: W + BA. That is LoRA (E. Hu and others, "LoRA: Low-rank adaptation
//: of large language models", 2021), and most large language models are
//: adapted like that.
//:
//: You will see
//: - what rank it takes, on two tasks, against all numbers, the last
//:   layer, and biases alone;
//: - a control that comes before all others: does the base help at all?
//: - where to begin, at which scale, in which layers;
//: - merging, many adapters on one base, and a base of 3 bits.
import Datasets
import LinearAlgebra
import LowRankAdaptersExercises
import Networks
import Notebook

lesson(
  "LowRankAdapters",
  summary: "A network adapted by low rank",
  options: pageOptions()
) { page in
  //: ## A network, and pages that it has never seen
  //:
  //: First the *base*: three layers, trained on digits as they are. All of
  //: it is done several times, with another start, another choice of
  //: digits and other examples each time. These are the *runs*.
  let experiment = try Experiment(page)
  let (budget, bases) = (experiment.budget, experiment.bases)
  page.show(
    [
      budget.runs, experiment.baseCount, experiment.exampleCount,
      experiment.data.validation.count, experiment.data.test.count,
    ],
    "runs; digits for the base, as examples, for validation, for test")
  if budget.isQuick {
    page.note("Too small for a verdict: believe no table.")
  }

  //: The examples are digits that the base has not learnt from. Three
  //: tasks draw them, and those of validation and test, in a new way: each
  //: pixel becomes the brightest within a radius of 2.3 (*thick*), the
  //: picture is turned by 20° (*turned*), or dark and light change places
  //: (*inverted*).
  let image = ImageShape(1, 28, 28)
  let thick = experiment.task("thick") {
    $0.thickened(image, radius: 2.3)
  }
  let turned = experiment.task("turned") { $0.turned(image, degrees: 20) }
  let inverted = experiment.task("inverted") { $0.inverted() }
  for task in [thick, turned, inverted] {
    page.picture(
      task.test[upTo: 8].inputs.contactSheet(across: 8, gap: 0),
      "eight digits, \(task.name)", range: .values(-1, 1))
  }

  //: ## Does the base help at all?
  //:
  //: Before you ask how little must change, ask whether there is anything
  //: to keep. The control starts *from scratch*: the same network at
  //: random numbers, which learns from the same examples alone. Against it
  //: stands *all*: every number of the base is trained on.
  //:
  //: Whatever is trained from here on has the same budget: the same steps
  //: of Adam, and the same rates, of which validation chooses one for
  //: each run. The test part judges.
  //:
  //: - Predict: On which of the three tasks is the base worth something?
  let tasks = [thick, turned, inverted]
  let unchanged = RateTrials(bases)
  let all = tasks.map { task in
    experiment.tuned("all", on: task) { base, _ in base }
  }
  let scratch = tasks.map { task in
    experiment.tuned("from scratch", on: task) { _, generator in
      .dense(
        budget.sizes, initialization: .uniform, using: &generator)
    }
  }

  //: *Even* is a difference of at most two standard errors. They say how
  //: far other test digits would move it, and other runs. So even is not
  //: equal: a gap of a point or two can hide in it.
  func percents(_ found: [RateTrials]) -> [String] {
    zip(found, tasks).map { $0.accuracy(on: $1.test).percent }
  }
  let gains = tasks.indices.map {
    all[$0].difference(from: scratch[$0], on: tasks[$0].test)
  }
  page.table(
    "On test, \(experiment.exampleCount) examples (± one standard error)",
    .texts("task", tasks.map(\.name)),
    .texts("base as it is", percents(tasks.map { _ in unchanged })),
    .texts("all", percents(all)),
    .texts("from scratch", percents(scratch)),
    .texts("all over scratch", gains.map(\.points)),
    .texts("it is", gains.map(\.reading)))

  let worth = zip(tasks, gains).map { task, gain in
    "\(task.name) \(gain.points) points (\(gain.reading))"
  }
  page.reveal(
    "What the base is worth: " + worth.joined(separator: ", ") + ".")

  //: Where *all* is not ahead of scratch, nothing of the base was worth
  //: keeping, and an adapter keeps nearly everything. Go on with the first
  //: two tasks.
  //:
  //: ## W stands still
  //:
  //: A layer has m outputs and n inputs. Leave its m×n weights W and its
  //: biases b as they are. Beside them stand A, r×n, and B, m×r:
  //:
  //: $$ y = g(Wx + b + (α/r)BAx) $$
  //: where g is ReLU.
  //:
  //: Only A and B learn: r(m + n) numbers. The product BA is never built.
  //: A sample passes A, then B. The factor α/r has a section of its own;
  //: till then it is 1.
  page.source(of: "adaptedSums")

  //: Put adapters beside the two hidden layers, and leave the last layer
  //: alone. A starts at random, B at zero. So at first nothing changes.
  let few = thick.validation[upTo: 8].inputs
  var generator = SeededGenerator(seed: page.seed)
  let hidden = [0, 1]  // layers count from 0
  let rank = budget.ranks[budget.ranks.count / 2]
  let beside = bases[0].adapted(at: hidden) { layer in
    AdaptedLayer(
      layer,
      .zero(
        outputs: layer.outputSize, inputs: layer.inputSize, rank: rank,
        using: &generator))
  }
  page.check(
    "step 0: the same logits", beside.logits(for: few),
    equals: bases[0].logits(for: few), tolerance: 1e-6)

  //: What do A and B learn from? With G for the gradient of the loss at
  //: the sums, one sample a row, the chain rule gives both. It needs no
  //: gradient of W.
  page.source(of: "adapterGradients")

  //: Hold it against the module: the first layer, some gradient G, and a
  //: B that is not zero.
  let first = bases[0].dense(at: 0)
  let some = Adapter(
    b: .normal(rows: first.outputSize, columns: rank, using: &generator),
    a: beside.adapters[0].a)
  var layer = AdaptedLayer(first, some)
  let slope = Matrix<Float>.normal(
    rows: few.rows, columns: first.outputSize, using: &generator)
  var outputs = Matrix<Float>(rows: 0, columns: 0)
  var (passed, none) = (slope, Matrix<Float>?.none)
  layer.forward(few, into: &outputs)
  layer.backward(few, outputs, &passed, into: &none)

  //: The module puts ReLU's derivative into G first: where an output is
  //: zero, so is G.
  let x = Matrix<Double>(few)
  let masked = Matrix(rows: slope.rows, columns: slope.columns) { i, j in
    outputs[i, j] > 0 ? Double(slope[i, j]) : 0
  }
  let alpha = Double(rank)  // so α/r is 1
  let gradients = try adapterGradients(
    masked, inputs: x, b: Matrix<Double>(some.b),
    a: Matrix<Double>(some.a), alpha: alpha)
  func agree(
    _ claim: String, _ found: Matrix<Double>, _ parameter: Parameter
  ) {
    page.check(
      claim, found, equals: Matrix<Double>(parameter.gradient),
      tolerance: 1e-4 * found.frobeniusNorm)
  }
  agree("∂L/∂B", gradients.b, layer.parameters[0])
  agree("∂L/∂A", gradients.a, layer.parameters[1])

  //: And the pass itself:
  let still = x * first.weightMatrix.transposed
  let biased = Matrix(rows: still.rows, columns: still.columns) { i, j in
    still[i, j] + Double(first.biases[j])
  }
  let sums = try adaptedSums(
    x, sums: biased, b: Matrix<Double>(some.b),
    a: Matrix<Double>(some.a), alpha: alpha)
  page.check(
    "Wx + b + BAx, then ReLU", sums.map { max(0, $0) },
    equals: Matrix<Double>(outputs), tolerance: 1e-4 * sums.frobeniusNorm)

  //: Look at the formulas again. Where B is zero, A has no gradient, but B
  //: has one. With *both* at zero there is none for either, and nothing
  //: ever learns. The most natural start is the one that does not work.
  func gradientNorms(atA a: Matrix<Double>) throws -> [Double] {
    let zero = Matrix<Double>(rows: first.outputSize, columns: rank)
    let gradients = try adapterGradients(
      masked, inputs: x, b: zero, a: a, alpha: alpha)
    return [gradients.b.frobeniusNorm, gradients.a.frobeniusNorm]
  }
  let startA = Matrix<Double>(some.a)
  page.table(
    "Norms of the gradients where B is zero",
    .texts("gradient", ["∂L/∂B", "∂L/∂A"]),
    .numbers("A at random", try gradientNorms(atA: startA), digits: 1),
    .numbers("A zero", try gradientNorms(atA: startA * 0), digits: 1))

  //: ## How many ranks does it take?
  //:
  //: Now the contest. *All* numbers; the *last layer* alone, which reads
  //: what the others see; *biases* alone; and adapters of rank r beside
  //: the hidden layers.
  //:
  //: - Predict: A thick pen, a page askew: does rank 1 do for either?
  let last = budget.sizes.count - 2
  typealias Start = (Network, inout SeededGenerator) -> Network
  let others: [(name: String, start: Start)] = [
    ("last layer", { base, _ in base.frozen(but: [last]) }),
    ("biases", { base, _ in base.trainingBiases() }),
  ]
  let adapters = budget.ranks.map { rank in
    (name: "r = \(rank)", start: experiment.adapters(rank: rank))
  }
  let rivals = others + adapters
  let contests = [thick, turned].map { task in
    rivals.map { experiment.tuned($0.name, on: task, from: $0.start) }
  }

  //: How far behind *all* is each? One table for each task. The last
  //: column has the rate η that validation chose for each run, times 1000.
  func leads(_ place: Int) -> [Average] {
    contests[place].map {
      $0.difference(from: all[place], on: tasks[place].test)
    }
  }
  let counts = contests[0].map { $0.networks[0].parameterCount }
  for place in [0, 1] {
    let found = [all[place]] + contests[place]
    let leads = leads(place)
    page.table(
      "\(tasks[place].name): what is trained, and how well it reads",
      .texts("trained", ["all"] + rivals.map(\.name)),
      .integers("numbers", [bases[0].parameterCount] + counts),
      .texts(
        "test, %",
        found.map { $0.accuracy(on: tasks[place].test).percent }),
      .texts("points over all", ["–"] + leads.map(\.points)),
      .texts("it is", ["–"] + leads.map(\.reading)),
      .texts("η · 1000", found.map(\.rates)))
  }

  //: The same as a chart, of the adapters alone:
  let ranks = budget.ranks.map(Double.init)
  func curve(_ place: Int) -> [Double] {
    contests[place].dropFirst(others.count).map {
      100 * $0.accuracy(on: tasks[place].test).mean
    }
  }
  func errors(_ place: Int) -> [Double] {
    contests[place].dropFirst(others.count).map {
      100 * $0.accuracy(on: tasks[place].test).standardError
    }
  }
  func level(_ place: Int) -> [Double] {
    let mean = 100 * all[place].accuracy(on: tasks[place].test).mean
    return ranks.map { _ in mean }
  }
  page.plot(
    Chart(
      title: "Accuracy of adapters of rank r, ± one standard error",
      x: Axis("r", .log), y: Axis("accuracy, %"),
      series: [
        .line("thick", ranks, curve(0), errors: errors(0)),
        .line("thick, all", ranks, level(0)),
        .line("turned", ranks, curve(1), errors: errors(1)),
        .line("turned, all", ranks, level(1)),
      ]))

  //: How low may the rank be? Here is the lowest one that is not behind.
  func lowest(_ place: Int) -> String {
    let even = zip(budget.ranks, leads(place).dropFirst(others.count))
      .first { $0.1.reading != "behind" }
    return even.map { "r = \($0.0)" } ?? "none of these"
  }
  let atOne = [0, 1].map { leads($0)[others.count] }
  page.reveal(
    "At rank \(budget.ranks[0]) thick is \(atOne[0].points) points from "
      + "all (\(atOne[0].reading)), turned \(atOne[1].points) "
      + "(\(atOne[1].reading)). The lowest rank that is not behind: thick "
      + "\(lowest(0)), turned \(lowest(1)).")

  //: At about equal size stands another rival, the last layer. It costs
  //: less, too: nothing is passed back beneath it.
  let sameSize = min(1, budget.ranks.count - 1)  // the second rank
  let overLast = [0, 1].map { place in
    contests[place][others.count + sameSize].difference(
      from: contests[place][0], on: tasks[place].test)
  }
  page.note(
    "Rank \(budget.ranks[sameSize]), "
      + "\(counts[others.count + sameSize].shown) numbers, over the last "
      + "layer, \(counts[0].shown): thick "
      + "\(overLast[0].points) points (\(overLast[0].reading)), turned "
      + "\(overLast[1].points) (\(overLast[1].reading)).")

  //: A rank that does for one task need not do for another. A. Aghajanyan,
  //: L. Zettlemoyer and S. Gupta ("Intrinsic dimensionality explains the
  //: effectiveness of language model fine-tuning", 2020) asked how few
  //: random directions suffice for nine tenths of what all numbers bring.
  //: They call that the task's *intrinsic dimension*.
  //:
  //: Biases move the threshold of each unit. That can answer more ink. It
  //: cannot tell a unit to look elsewhere.
  //:
  //: ## What it costs
  //:
  //: To store a task takes four bytes for each number that was trained.
  //: To train it, Adam remembers two more for each: the running means of
  //: the gradient and of its square. And there is the gradient itself.
  //: What stands still needs none of the three.
  let costs = [all[0]] + contests[0]
  let trained = costs.map { $0.networks[0].parameterCount }
  page.table(
    "Bytes; the base itself takes \(bases[0].byteCount.shown)",
    .texts("trained", ["all"] + rivals.map(\.name)),
    .integers("numbers", trained),
    .percents("of all", trained.map { Double($0) / Double(trained[0]) }),
    .integers("a task takes", trained.map { 4 * $0 }),
    .integers("gradients", trained.map { 4 * $0 }),
    .integers("Adam", trained.map { 8 * $0 }))

  //: Time is another matter. A step passes through W, and for the layers
  //: beneath it passes back through W; only W's own gradient and its step
  //: of Adam are saved. `--untimed` leaves this table out.
  if !page.isGiven("--untimed") {
    let starts: [(String, Network)] =
      [("all", bases[0])]
      + rivals.map { rival in
        var generator = SeededGenerator(seed: page.seed)
        return (rival.name, rival.start(bases[0], &generator))
      }
    let times = starts.map { experiment.stepTime($0.1, on: thick) }
    page.table(
      "Measured now: only these numbers change from run to run",
      .texts("trained", starts.map(\.0)),
      .numbers("ms a step", times, digits: 3),
      .percents("of all", times.map { $0 / times[0] }, digits: 0))
  }

  //: ## Is the change of low rank?
  //:
  //: You trained all numbers, too. So look at what that changed: ΔW, W
  //: after less W before. Of the *energy* Σσᵢ², how much is in the first
  //: r values? The control is a random matrix of the same shape: it has no
  //: structure, and yet its first values take more than their share.
  func changes(_ place: Int, layer: Int) throws -> [[Double]] {
    try zip(all[place].networks, bases).map { after, before in
      try singularValues(
        of: after.weights(at: layer) - before.weights(at: layer))
    }
  }
  let random = try hidden.map { layer in
    let w = bases[0].weights(at: layer)
    return try singularValues(
      of: Matrix<Double>.normal(
        rows: w.rows, columns: w.columns, using: &generator))
  }

  //: The mean over the runs:
  func shares(_ runs: [[Double]]) -> [Double] {
    budget.ranks.map { rank in
      Average(
        runs.map { values in
          let squares = values.map { $0 * $0 }
          let all = max(squares.reduce(0, +), 1e-300)  // ΔW may be 0
          return squares.prefix(rank).reduce(0, +) / all
        }
      ).mean
    }
  }
  func changeShares(_ place: Int, _ layer: Int) throws -> [Double] {
    shares(try changes(place, layer: layer))
  }
  page.table(
    "Share of the energy of ΔW in its first r values",
    .integers("r", budget.ranks),
    .percents("thick, layer 1", try changeShares(0, 0), digits: 0),
    .percents("layer 2", try changeShares(0, 1), digits: 0),
    .percents("turned, layer 1", try changeShares(1, 0), digits: 0),
    .percents("layer 2", try changeShares(1, 1), digits: 0),
    .percents("random, layer 1", shares([random[0]]), digits: 0),
    .percents("layer 2", shares([random[1]]), digits: 0))

  //: How many values stand out? A random m×n matrix whose numbers have the
  //: deviation s has hardly a value above s(√m + √n), the edge of lesson
  //: 5. Take s from ΔW's own energy.
  func above(_ place: Int, _ layer: Int) throws -> String {
    let w = bases[0].weights(at: layer)
    let (m, n) = (Double(w.rows), Double(w.columns))
    let counts = try changes(place, layer: layer).map { values in
      let s = Vector(values).norm / (m * n).squareRoot()
      return values.count { $0 > s * (m.squareRoot() + n.squareRoot()) }
    }
    return counts.map(String.init).joined(separator: ", ")
  }
  page.note(
    "Values above that edge, run by run: thick \(try above(0, 0)) in "
      + "layer 1 and \(try above(0, 1)) in layer 2, turned "
      + "\(try above(1, 0)) and \(try above(1, 1)).")

  //: Where that is few, the change is of low rank, and nothing forces it.
  //: The gradient of a batch of 20 has rank 20 at most, but Adam divides
  //: each of its numbers by a root mean square of its own, and that has
  //: every rank.
  //:
  //: Does the task need all that stands out? Cut it: W plus the first r
  //: terms of ΔW. Beside it, the adapter that was trained at that rank
  //: from the beginning.
  //:
  //: - Predict: Which reads better, r terms of ΔW or a trained BA of rank
  //:   r?
  func cut(_ place: Int, to rank: Int) throws -> RateTrials {
    RateTrials(
      try zip(all[place].networks, bases).map { after, before in
        var network = after
        for layer in hidden {
          let w = before.weights(at: layer)
          let kept = try truncatedSVD(
            after.weights(at: layer) - w, rank: rank)
          network.layers[layer] = after.dense(at: layer).with(
            weights: Matrix<Float>(w + kept.reconstructed()))
        }
        return network
      })
  }

  //: On test, the adapter over the cut:
  let cuts = try [0, 1].map { place in
    try budget.ranks.map { try cut(place, to: $0) }
  }
  let overCut = [0, 1].map { place in
    budget.ranks.indices.map {
      contests[place][others.count + $0].difference(
        from: cuts[place][$0], on: tasks[place].test)
    }
  }
  func cutPercents(_ place: Int) -> [String] {
    cuts[place].map { $0.accuracy(on: tasks[place].test).percent }
  }
  page.table(
    "W and r terms of ΔW; by how many points the adapter reads better",
    .integers("r", budget.ranks),
    .texts("thick, cut, %", cutPercents(0)),
    .texts("adapter over it", overCut[0].map(\.points)),
    .texts("turned, cut, %", cutPercents(1)),
    .texts("adapter over it", overCut[1].map(\.points)))

  let middle = budget.ranks.count / 2
  page.reveal(
    "At r = \(rank) the trained adapter is \(overCut[0][middle].reading) "
      + "(thick, \(overCut[0][middle].points) points) and "
      + "\(overCut[1][middle].reading) (turned, "
      + "\(overCut[1][middle].points)).")

  //: An adapter is no approximation of ΔW. It looks for a good change
  //: among those of rank r, and need not be near the one that all numbers
  //: found.
  //:
  //: ## Begin with the principal part?
  //:
  //: B at zero is one way to change nothing at first. Another takes W
  //: apart: its first r terms become BA, with √Σ on both sides, and what
  //: stands still is the rest. Then the *principal* part of W trains
  //: (F. Meng, Z. Wang and M. Zhang, "PiSSA", 2024).
  page.source(of: "principalStart")

  //: Its authors say that it learns faster and ends higher. Try both on
  //: turned digits, with all epochs and with a fifth of them.
  let start = try principalStart(first.weightMatrix, rank: rank)
  page.check(
    "rest + BA is W", start.rest + start.b * start.a,
    equals: first.weightMatrix)
  let module = try AdaptedLayer(principalPartOf: first, rank: rank)
  let missed = [
    start.b * start.a, Matrix<Double>(module.adapter.product),
  ].map { (first.weightMatrix - $0).frobeniusNorm }
  page.check(
    "the module's search by products: a rest at most 1 % larger",
    missed[1], atMost: 1.01 * missed[0])

  let someRanks = Array(Set([0, middle, budget.ranks.count - 1])).sorted()
  func principal(_ rank: Int, epochs: Int) throws -> RateTrials {
    try experiment.tuned(
      "principal part, r = \(rank)", on: turned, epochs: epochs
    ) { base, _ in
      try base.adapted(at: hidden) { layer in
        try AdaptedLayer(principalPartOf: layer, rank: rank)
      }
    }
  }

  //: By the same rates and steps, over B at zero:
  let fromZero = someRanks.map { contests[1][others.count + $0] }
  let short = budget.epochs / 5
  let shortFromZero = someRanks.map { place in
    experiment.tuned(
      "few epochs", on: turned, epochs: short,
      from: experiment.adapters(rank: budget.ranks[place]))
  }
  let pairs =
    try zip(someRanks, shortFromZero).map { place, zero in
      (zero, try principal(budget.ranks[place], epochs: short))
    }
    + zip(someRanks, fromZero).map { place, zero in
      (zero, try principal(budget.ranks[place], epochs: budget.epochs))
    }

  //: Which is ahead?
  let pairLeads = pairs.map { zero, principal in
    principal.difference(from: zero, on: turned.test)
  }
  page.table(
    "turned: where the adapter begins",
    .integers(
      "epochs",
      someRanks.map { _ in short } + someRanks.map { _ in budget.epochs }),
    .integers("r", (someRanks + someRanks).map { budget.ranks[$0] }),
    .texts(
      "B zero, %", pairs.map { $0.0.accuracy(on: turned.test).percent }),
    .texts(
      "principal, %",
      pairs.map { $0.1.accuracy(on: turned.test).percent }),
    .texts("points over zero", pairLeads.map(\.points)),
    .texts("it is", pairLeads.map(\.reading)))
  func tally(_ leads: some Collection<Average>) -> String {
    let words = leads.map(\.reading)
    return "ahead at \(words.count { $0 == "ahead" }) and behind at "
      + "\(words.count { $0 == "behind" })"
  }
  page.note(
    "Of \(someRanks.count) ranks the principal part is "
      + "\(tally(pairLeads.prefix(someRanks.count))) with few epochs, "
      + "\(tally(pairLeads.suffix(someRanks.count))) with all.")

  //: That is what a small network says, and few examples. Of models ten
  //: thousand times as large it says nothing.
  //:
  //: ## The factor α/r
  //:
  //: Multiply BA by a factor, and a step of B moves the product by so much
  //: more. (It is `alpha` over the rank in 13.1 to 13.3.) So the factor is
  //: a second learning rate. The accuracy on validation at each rate, for
  //: several factors:
  let scaled = budget.scales.map { scale in
    scale == 1
      ? contests[1][others.count + middle]
      : experiment.tuned(
        "α/r = \(scale)", on: turned,
        from: experiment.adapters(rank: rank, scale: scale))
  }
  let rateNames = budget.rates.map { "η = \(Double($0).shown(digits: 1))" }
  page.table(
    "turned, r = \(rank): on validation, %, at the rate η",
    ["α/r"] + rateNames,
    zip(budget.scales, scaled).map { scale, found in
      [Double(scale).shown(digits: 2)]
        + found.meanScores.map { (100 * $0).shown(decimals: 1) }
    })

  //: So look for the best of each row.
  let rowRates = scaled.map { $0.bestRate.shown(digits: 1) }
  let rowScores = scaled.map {
    (100 * $0.meanScores[$0.bestPlace]).shown(decimals: 1)
  }
  page.note(
    "The best rates, from the smallest factor to the largest: "
      + rowRates.joined(separator: ", ") + ". What they reach: "
      + rowScores.joined(separator: ", ") + " %.")

  //: Tune one of the two, not both.
  //:
  //: Why divide by r, then? With more rows in A, BA is a sum of more
  //: terms, and grows faster. LoRA's authors hold α and divide by r, so
  //: that the rate need not be tuned anew when r changes. Does it hold?
  let held = someRanks.map { place in
    let rank = budget.ranks[place]
    let scale = Float(budget.ranks[middle]) / Float(rank)
    return scale == 1
      ? contests[1][others.count + place]
      : experiment.tuned(
        "α held, r = \(rank)", on: turned,
        from: experiment.adapters(rank: rank, scale: scale))
  }
  let (free, fixed) = (fromZero.map(\.bestRate), held.map(\.bestRate))
  func span(_ rates: [Double]) -> String {
    ((rates.max() ?? 1) / (rates.min() ?? 1)).shown(digits: 2)
  }
  page.table(
    "turned: the best rate on validation, the mean over the runs",
    .integers("r", someRanks.map { budget.ranks[$0] }),
    .numbers("η where α/r = 1", free, digits: 4),
    .numbers("η where α = \(rank)", fixed, digits: 4))
  let step = Double(budget.rates[1] / budget.rates[0])
  page.note(
    "From the lowest to the highest that is a factor of "
      + "\(span(free)) with α/r = 1, and of \(span(fixed)) with α held. "
      + "The grid itself goes in steps of \(step.shown(digits: 1)), and "
      + "one of them may be chance.")

  //: ## Where to put them
  //:
  //: So far both hidden layers had an adapter of rank r. Spend about as
  //: many numbers elsewhere.
  //:
  //: - Predict: All in one layer at a high rank, or some in each?
  let rankLists = budget.placements
  let placed = rankLists.map { ranks in
    experiment.tuned(
      "ranks \(ranks)", on: turned, from: experiment.adapters(ranks))
  }
  let listNames = rankLists.map {
    $0.map(String.init).joined(separator: ", ")
  }
  let mixed = rankLists.firstIndex { !$0.contains(0) } ?? 0
  let placeLeads = placed.map {
    placed[mixed].difference(from: $0, on: turned.test)
  }
  page.table(
    "turned: the ranks in layers 1, 2 and 3",
    .texts("ranks", listNames),
    .integers(
      "numbers", placed.map { $0.networks[0].parameterCount }),
    .texts("%", placed.map { $0.accuracy(on: turned.test).percent }),
    .texts("all three over it", placeLeads.map(\.points)),
    .texts("is", placeLeads.map(\.reading)))
  page.reveal(
    "Some in each of the three layers is "
      + zip(listNames, placeLeads).filter { $0.0 != listNames[mixed] }
      .map { "\($0.1.reading) against ranks \($0.0)" }
      .joined(separator: "; ") + ".")

  //: ## Merge, and undo
  //:
  //: When training is over, add the product to W once. Then the network
  //: costs what the base costs. And as long as you keep A and B, you can
  //: take it off again, or put another in its place.
  page.source(of: "swappedAdapter")

  let finest = contests[0].count - 1  // the highest rank
  let adapted = contests[0][finest].networks[0]
  let merged = adapted.merged()
  page.check(
    "merged: the same logits", merged.logits(for: few),
    equals: adapted.logits(for: few),
    tolerance: 1e-4 * Double(adapted.logits(for: few).frobeniusNorm))

  //: In `Double`, by hand: merge, compare, undo.
  let w = first.weightMatrix
  let adapter = adapted.adapters[0]
  let noB = Matrix<Double>(rows: w.rows, columns: 0)
  let noA = Matrix<Double>(rows: 0, columns: w.columns)
  let (b, a) = (Matrix<Double>(adapter.b), Matrix<Double>(adapter.a))
  let ofAdapter = Double(adapter.rank)  // α, as α/r is 1
  let together = try swappedAdapter(
    w, oldB: noB, oldA: noA, newB: b, newA: a, alpha: ofAdapter)
  page.check(
    "W + BA, as the module merges", together,
    equals: merged.weights(at: 0),
    tolerance: 1e-5 * together.frobeniusNorm)
  page.check(
    "taken off again: W",
    try swappedAdapter(
      together, oldB: b, oldA: a, newB: noB, newA: noA, alpha: ofAdapter),
    equals: w)

  //: What does merging save?
  if !page.isGiven("--untimed") {
    let batch = thick.test[upTo: 64].inputs
    let times = [bases[0], adapted, merged].map {
      $0.forwardTime(batch) / .milliseconds(1)
    }
    page.table(
      "Measured now, for \(batch.rows) digits",
      .texts("network", ["base", "adapter beside it", "merged"]),
      .numbers("ms", times, digits: 3))
  }

  //: ## Many adapters on one base
  //:
  //: Is what was trained for one kind of page of any use on another? Here
  //: are all on all three kinds.
  //:
  //: - Predict: After training on turned digits, how well does each of the
  //:   networks still read upright ones?
  let upright = experiment.task("as they are") { $0 }
  let networks = [
    ("base", unchanged),
    ("thick, r = \(adapter.rank)", contests[0][finest]),
    ("turned, r = \(adapter.rank)", contests[1][finest]),
    ("thick, all", all[0]), ("turned, all", all[1]),
  ]
  func row(_ samples: Samples) -> [String] {
    networks.map { $0.1.accuracy(on: samples).percent }
  }
  page.table(
    "On test, %",
    .texts("trained", networks.map(\.0)),
    .texts("as they are", row(upright.test)),
    .texts("thick", row(thick.test)),
    .texts("turned", row(turned.test)))

  let kept = [contests[1][finest], all[1]].map {
    $0.accuracy(on: upright.test).percent
  }
  page.reveal(
    "Of upright digits the turned adapter reads \(kept[0]) %, all numbers "
      + "\(kept[1]) %. But the adapter comes off, and the base is back.")

  //: Whatever training on one kind of page has spoilt for another, the
  //: base is as it was, and any number of adapters shares it. (13.3 swaps
  //: them.) So this is what so many tasks take, in bytes:
  let taskCounts = [1, 2, 10, 100]
  let oneAdapter = 4 * adapted.parameterCount
  page.table(
    "Bytes for so many tasks",
    .integers("tasks", taskCounts),
    .integers("all, each", taskCounts.map { $0 * bases[0].byteCount }),
    .integers(
      "one base, adapters of rank \(adapter.rank)",
      taskCounts.map { bases[0].byteCount + $0 * oneAdapter }))

  //: ## A base of 3 bits
  //:
  //: What stands still need not be fine. Round the base's weights, and
  //: train the adapter in floats beside them (T. Dettmers and others,
  //: "QLoRA", 2023). Rounding has no slope to follow, but W asks for none.
  //: The article takes 4 bits, unevenly spaced, with a step for every 64
  //: weights. Here are 3 bits, by the rounding of lesson 11, with a step
  //: for each row.
  //:
  //: - Predict: How much does an adapter lose on a base of 3 bits?
  let onRounded = try [thick, turned].map { task in
    try experiment.tuned("on 3 bits", on: task) { base, generator in
      try base.adapted(at: hidden) { layer in
        AdaptedLayer(
          try layer.quantized(.three, scale: .row),
          .zero(
            outputs: layer.outputSize, inputs: layer.inputSize,
            rank: adapter.rank, using: &generator))
      }
    }
  }
  let roundedLeads = [0, 1].map {
    onRounded[$0].difference(
      from: contests[$0][finest], on: tasks[$0].test)
  }

  //: The bytes of the whole network, adapter included:
  page.table(
    "Adapters of rank \(adapter.rank) on a base in floats and in 3 bits",
    .texts("task", [thick.name, turned.name]),
    .integers(
      "bytes, floats", [0, 1].map { contests[$0][finest].byteCount }),
    .integers("bytes, 3 bits", onRounded.map(\.byteCount)),
    .texts(
      "floats, %",
      [0, 1].map {
        contests[$0][finest].accuracy(on: tasks[$0].test).percent
      }),
    .texts(
      "3 bits, %",
      [0, 1].map { onRounded[$0].accuracy(on: tasks[$0].test).percent }),
    .texts("points", roundedLeads.map(\.points)),
    .texts("it is", roundedLeads.map(\.reading)))
  page.reveal(
    "On 3 bits the adapter is \(roundedLeads[0].points) points from the "
      + "one on floats (thick, \(roundedLeads[0].reading)) and "
      + "\(roundedLeads[1].points) (turned, \(roundedLeads[1].reading)).")

  //: Can the adapter begin by giving back what rounding took? Round, let
  //: BA be the first r terms of what was lost, round W − BA, and so on
  //: (Y. Li and others, "LoftQ", 2023).
  page.source(of: "roundedStart")

  //: It can, as far as what was lost has a low rank. Here is how far Q +
  //: BA is from W, for the second layer. Beside LoftQ stands another way:
  //: the principal part taken off first, and the rest rounded.
  //:
  //: The last column has the same layer with one column times 1024 and
  //: what comes into it divided by 1024, as at the end of lesson 11. So it
  //: is the same function, and the error is that of the function: the
  //: column counts as what it was.
  let second = bases[0].dense(at: 1).weightMatrix
  let outlier =
    [1024] + [Double](repeating: 1, count: second.columns - 1)
  let back = outlier.map { 1 / $0 }
  func inThreeBits(_ w: Matrix<Double>) throws -> Matrix<Double> {
    Matrix<Double>(
      try QuantizedMatrix(Matrix<Float>(w), .three).dequantized())
  }
  func loftQ(_ w: Matrix<Double>, steps: Int) throws -> Matrix<Double> {
    let start = try roundedStart(
      w, rank: adapter.rank, steps: steps, rounded: inThreeBits)
    return start.q + start.b * start.a
  }

  //: Four starts:
  func principalOff(_ w: Matrix<Double>) throws -> Matrix<Double> {
    let start = try principalStart(w, rank: adapter.rank)
    return try inThreeBits(start.rest) + start.b * start.a
  }
  let ways = [
    ("rounded, BA zero", inThreeBits),
    ("LoftQ, 1 step", { try loftQ($0, steps: 1) }),
    ("LoftQ, 5 steps", { try loftQ($0, steps: 5) }),
    ("principal part off, rest rounded", principalOff),
  ]
  let plainErrors = try ways.map { _, way in
    (try way(second) - second).frobeniusNorm / second.frobeniusNorm
  }
  let outlierErrors = try ways.map { _, way in
    let found = try way(second.scalingColumns(by: outlier))
    return (found.scalingColumns(by: back) - second).frobeniusNorm
      / second.frobeniusNorm
  }
  page.table(
    "‖W − Q − BA‖F / ‖W‖F in 3 bits, r = \(adapter.rank)",
    .texts("start", ways.map(\.0)),
    .percents("layer 2", plainErrors, digits: 1),
    .percents("with an outlier column", outlierErrors, digits: 1))

  //: How much can LoftQ's first step give back? As much of what was lost
  //: as its first r values hold. If it looks like noise, that is no more
  //: than those of a random matrix of the same shape.
  let lost = try singularValues(of: second - inThreeBits(second))
  let integers = try [1, 2].map { step in
    let held = try roundedStart(
      second, rank: adapter.rank, steps: step, rounded: inThreeBits
    ).q
    return try QuantizedMatrix(Matrix<Float>(held), .three).integers
  }
  let same = zip(integers[0], integers[1]).count { $0 == $1 }
  page.table(
    "Share of the energy in the first r values",
    .integers("r", budget.ranks),
    .percents("what rounding took", shares([lost]), digits: 0),
    .percents("random", shares([random[1]]), digits: 0))
  let given = shares([lost]).last ?? 0
  let shareOfSame = 100 * Double(same) / Double(integers[0].count)
  page.note(
    "At r = \(adapter.rank) the first step must leave √(1 − "
      + "\(given.shown(digits: 2))) = "
      + "\((1 - given).squareRoot().shown(digits: 2)) of the error of "
      + "rounding. The second leaves \(shareOfSame.shown(decimals: 0)) % "
      + "of the integers as they were.")

  //: Why so many? W − BA lies nearer to Q than W does, and most of it is
  //: rounded to the same integers again.
  //:
  //: An outlier is another matter. It has rank 1. But LoftQ rounds first,
  //: with the column still in W, and what it then gives back is not the
  //: column. Who takes the principal part off before rounding takes the
  //: column off.

  //: And where it starts nearer to W, does it end higher?
  let fromLoftQ = try experiment.tuned("LoftQ", on: turned) { base, _ in
    try base.adapted(at: hidden) { layer in
      try AdaptedLayer(
        quantizing: layer, to: .three, rank: adapter.rank, steps: 5)
    }
  }
  let loftQLead = fromLoftQ.difference(
    from: onRounded[1], on: turned.test)
  page.note(
    "On 3 bits, turned: from LoftQ "
      + "\(fromLoftQ.accuracy(on: turned.test).percent) %, "
      + "\(loftQLead.points) points over B at zero (\(loftQLead.reading))."
  )

  //: One more thing. Merge into a base of 3 bits, and the sum is no matrix
  //: of 3 bits: it takes floats again. Round the sum, and you round what
  //: was learnt, too. What does that cost?
  let roundedAgain = RateTrials(
    try onRounded[1].networks.map { network in
      let merged = network.merged()
      var rounded = merged
      for layer in hidden {
        let integers = try merged.dense(at: layer)
          .quantized(.three, scale: .row)
        rounded.layers[layer] = integers.dequantized()
      }
      return rounded
    })
  let roundedLoss = roundedAgain.difference(
    from: onRounded[1], on: turned.test)
  page.table(
    "turned, on a base of 3 bits",
    .texts("adapter", ["beside it", "merged and rounded again"]),
    .texts(
      "test, %",
      [onRounded[1], roundedAgain].map {
        $0.accuracy(on: turned.test).percent
      }),
    .texts("points", ["–", roundedLoss.points]),
    .texts("it is", ["–", roundedLoss.reading]))

  //: ## Where this goes wrong: one rate for all
  //:
  //: Take the rate that serves *all* best, and give it to the adapters. It
  //: is a common comparison, and an unfair one. On validation:
  let rateOfAll = all[1].bestPlace
  let sharedRate = all[1].bestRate.shown(digits: 1)
  let adapterTrials = Array(contests[1].dropFirst(others.count))
  page.table(
    "turned: at the rate of all, η = \(sharedRate), "
      + "and at the best, %",
    .integers("r", budget.ranks),
    .percents(
      "at the rate of all", adapterTrials.map { $0.meanScores[rateOfAll] },
      digits: 1),
    .percents(
      "at the best",
      adapterTrials.map { $0.meanScores[$0.bestPlace] },
      digits: 1))

  //: And is the grid of rates wide enough? A choice at its end says that a
  //: rate beyond it might do better still.
  let choices = ([all[0], all[1]] + contests[0] + contests[1])
    .flatMap(\.selections)
  let ends = [budget.rates.first, budget.rates.last]
  let atEnd = choices.count { ends.contains($0.learningRate) }
  page.note(
    "Of \(choices.count) choices in the contest \(atEnd) are at an end "
      + "of the grid; the tables there show which.")

  //: ## How little must change?
  //:
  //: As little as the task asks for, and that you find by trying ranks.
  let share = Double(oneAdapter) / Double(bases[0].byteCount)
  let finestLeads = [0, 1].map { leads($0)[finest] }
  page.note(
    "Here the lowest rank that is not behind is on thick "
      + "\(lowest(0)), on turned \(lowest(1)). Rank \(adapter.rank), "
      + "\((100 * share).shown(decimals: 1)) % of the numbers, is "
      + "\(finestLeads[0].reading) with all on thick "
      + "(\(finestLeads[0].points) points) and "
      + "\(finestLeads[1].reading) on turned (\(finestLeads[1].points)). "
      + "But first ask whether the base helps: on inverted digits "
      + "training on from it is \(gains[2].reading) against starting from "
      + "scratch (\(gains[2].points)).")
  page.predictions()

  //: ## Your turn
  //:
  //: Five exercises wait in `Exercises/13-LowRankAdapters.swift`. Grade
  //: them with `swift test --filter LowRankAdapters`.
  //:
  //: Ranks, places and factors are 13.1 with other numbers; the spectrum
  //: of a change is the SVD of lesson 2, and its edge that of lesson 6.
  //:
  //: - **13.1** pass a batch through an adapter;
  //: - **13.2** what A and B learn from;
  //: - **13.3** merge, and undo it;
  //: - **13.4** start from the principal part;
  //: - **13.5** start from what rounding lost.
  //:
  //: Then `swift run course mine LowRankAdapters` runs on your own
  //: functions.
  //:
  //: This was the last lesson. All asked what may be left out, and this
  //: one what may be left alone. Ask it of a matrix of your own, and
  //: measure what you lose.
}

//: ## Behind the page
//:
//: How much there is of everything: little with `--quick`.
struct Budget {
  let isQuick: Bool

  var sizes: [Int] { isQuick ? [784, 24, 20, 10] : [784, 256, 256, 10] }
  var runs: Int { isQuick ? 2 : 3 }
  var baseEpochs: Int { isQuick ? 2 : 10 }
  var digits: Int { isQuick ? 300 : .max }  // of each part
  var examples: Int { isQuick ? 40 : 100 }
  var epochs: Int { isQuick ? 5 : 30 }
}

//: And what is tried.
extension Budget {
  var rates: [Float] {
    isQuick ? [1e-3, 1e-2] : [3e-4, 1e-3, 3e-3, 1e-2, 3e-2]
  }
  var ranks: [Int] { isQuick ? [1, 2, 4] : [1, 2, 4, 8, 16] }
  var scales: [Float] { isQuick ? [1, 4] : [0.25, 1, 4, 16] }

  // About 4 100 numbers each, in the small network 1 600.
  var placements: [[Int]] {
    isQuick
      ? [[2, 0, 0], [1, 12, 9]]
      : [[4, 0, 0], [0, 8, 0], [2, 4, 0], [2, 3, 2]]
  }
}

//: Digits of one kind: the examples of each run, and what chooses and
//: judges.
struct Task {
  let name: String
  let training: [Samples]
  let validation: Samples
  let test: Samples
}

//: What one run begins with: a base, and examples that it has not seen.
struct Beginning {
  let base: Network
  let baseCount: Int
  let examples: Samples

  init(
    _ training: Samples, _ budget: Budget, seed: UInt64,
    using generator: inout SeededGenerator
  ) {
    let (most, rest) = training.stratifiedSplit(
      5.0 / 7, using: &generator)
    let share = Double(budget.examples) / Double(rest.count)
    examples = rest.stratifiedSplit(share, using: &generator).first
    let plan = TrainingPlan(
      learningRates: [1e-3], epochs: budget.baseEpochs, seed: seed)
    base = Network.dense(
      budget.sizes, initialization: .uniform, using: &generator
    ).trained(by: plan, on: most)
    baseCount = most.count
  }
}

//: All runs, and what their trainings have in common.
struct Experiment {
  let page: Page
  let budget: Budget
  let data: DigitSamples
  private let beginnings: [Beginning]

  init(_ page: Page) throws {
    self.page = page
    let budget = Budget(isQuick: page.isGiven("--quick"))
    var generator = SeededGenerator(seed: page.seed)
    let data = try chosenDigits(page, using: &generator)
    beginnings = page.progress("the bases", of: 0..<budget.runs).map {
      Beginning(
        data.training, budget, seed: page.seed &+ UInt64($0),
        using: &generator)
    }
    (self.budget, self.data) = (budget, data)
  }

  var bases: [Network] { beginnings.map(\.base) }
  var baseCount: Int { beginnings[0].baseCount }
  var exampleCount: Int { beginnings[0].examples.count }
}

//: How a task is made, and how a network is trained for it.
extension Experiment {
  func task(_ name: String, _ drawn: (Samples) -> Samples) -> Task {
    Task(
      name: name, training: beginnings.map { drawn($0.examples) },
      validation: drawn(data.validation[upTo: budget.digits]),
      test: drawn(data.test[upTo: budget.digits]))
  }

  func tuned(
    _ label: String, on task: Task, epochs: Int? = nil,
    from start: (Network, inout SeededGenerator) throws -> Network
  ) rethrows -> RateTrials {
    let work = page.progress("\(label), \(task.name)", total: 1)
    defer { work.advance() }
    let starts = try bases.indices.map { run in
      var generator = SeededGenerator(seed: page.seed &+ UInt64(run))
      return try start(bases[run], &generator)
    }
    let search = RateSearch(
      learningRates: budget.rates, epochs: epochs ?? budget.epochs,
      batchSize: 20)
    return search.trained(
      starts, on: task.training, validation: task.validation,
      seed: page.seed)
  }
}

//: Adapters whose B is zero, beside the hidden layers or with a rank for
//: each layer, 0 for none.
extension Experiment {
  func adapters(
    rank: Int, scale: Float = 1
  ) -> (Network, inout SeededGenerator) -> Network {
    adapters([rank, rank, 0], scale: scale)
  }

  func adapters(
    _ ranks: [Int], scale: Float = 1
  ) -> (Network, inout SeededGenerator) -> Network {
    { base, generator in
      Network(
        base.layers.indices.map { place in
          let layer = base.dense(at: place)
          return AdaptedLayer(
            layer,
            .zero(
              outputs: layer.outputSize, inputs: layer.inputSize,
              rank: ranks[place], scale: scale, using: &generator))
        })
    }
  }
}

//: The clock, over a few epochs, in milliseconds a step.
extension Experiment {
  func stepTime(_ network: Network, on task: Task) -> Double {
    var network = network
    var rule = Adam(learningRate: 1e-3)
    var generator = SeededGenerator(seed: page.seed)
    var steps = 0
    let time = ContinuousClock().measure {
      network.train(
        on: task.training[0], epochs: 10, batchSize: 20,
        optimizer: &rule, using: &generator
      ) { _, _ in steps += 1 }
    }
    return time / .milliseconds(1) / Double(max(steps, 1))
  }
}

//: The rates that validation chose, times 1000.
extension RateTrials {
  var rates: String {
    selections.map { (1000 * Double($0.learningRate)).shown(digits: 1) }
      .joined(separator: ", ")
  }

  var bestRate: Double { Double(learningRates[bestPlace]) }

  var byteCount: Int { networks.map(\.byteCount).max() ?? 0 }
}

//: The digits, of 28×28 points, and the options.
func chosenDigits(
  _ page: Page, using generator: inout SeededGenerator
) throws -> DigitSamples {
  let folder = page.option("--mnist")
  let digits = try DigitSamples.load(folder, using: &generator)
  guard digits.training.inputs.columns == 784 else {
    throw FileError.malformed(
      file: folder ?? "", expected: "digits of 28×28 points",
      found: "\(digits.training.inputs.columns) points")
  }
  return digits
}

func pageOptions() -> [LessonOption] {
  [
    .init("--quick", help: "a small network, too small for a verdict"),
    .init("--mnist", value: "FOLDER", help: "digits of MNIST"),
    .init("--untimed", help: "leave out measured times"),
  ]
}
