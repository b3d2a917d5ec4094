//: # Missing is not zero
//:
//: A senator who was absent did not vote 0. A film that you never saw is
//: not a film that you hated. Most tables of people and things are full
//: of such holes, and a recommender is a method that fills them: from the
//: entries that are there, and from nothing else.
//:
//: The decomposition itself cannot do it. It wants every entry. So you
//: will look for a matrix of low rank that agrees with what is known.
//:
//: You will see
//: - how to hold entries back, and measure honestly;
//: - what the mean and the biases know already, before any factor;
//: - the trap: zeros in the gaps;
//: - soft-impute and alternating least squares, each a few lines;
//: - what the first factor of a senate means;
//: - three ways to fool yourself.
import Coursework
import Datasets
import Foundation
import LinearAlgebra
import LowRank
import Notebook
import Workbench

lesson(
  "Recommender",
  summary: "Fills in what is missing, from what is known",
  options: [
    .init(
      "--ratings", value: "FILE",
      help:
        "user,item,rating on each line (MovieLens' files too), or a table"),
    .init("--rank", value: "K", help: "this rank, in place of a choice"),
    .init(
      "--lambda", value: "X", help: "this penalty, in place of a choice"),
  ]
) { page in
  //: ## Roll calls
  //:
  //: The 109th Senate of the United States: a row for each member, a
  //: column for each contested roll call. 1 is yea, −1 is nay, and 0 says
  //: that the member was absent. These are votes, not stars, but the
  //: question is the same.
  let senate = try BundledTable.senate.load()
  let votes = senate.numbers
  let present = votes.map { $0 == 0 ? 0 : 1 }
  page.picture(
    votes, "white is yea, black is nay, grey is absent",
    range: .values(-1, 1))

  //: You know who was absent, so write it down once, as a *mask*: 1 where
  //: there is a vote. From here on what stands under a 0 of the mask means
  //: nothing, and must never be read.
  func count(_ mask: Matrix<Double>) -> Int {
    Int(mask.elements.reduce(0, +))
  }
  let absent = votes.elements.count - count(present)
  page.note(
    "\(votes.rows) members, \(votes.columns) roll calls, "
      + "**\(count(present))** votes, \(absent) absences.")

  //: ## Hide some of it
  //:
  //: Would a guess at an absent member's vote be right? Nobody can say. So
  //: hide votes that you have, guess them, and compare. Hide a fifth at
  //: random: the *test* part. It stays in a drawer until the end.
  //:
  //: You will have choices to make: a rank, a penalty. To make them you
  //: need a comparison too, and the drawer is closed. So hide a fifth of
  //: the rest as well, the *validation* part.
  let answers = RecommenderAnswers.inUse
  let (rest, test) = try answers.heldOutSplit(present, 0.2, page.seed)
  let (training, validation) = try answers.heldOutSplit(
    rest, 0.2, page.seed &+ 1)
  page.table(
    "The votes in three parts",
    .texts("part", ["training", "validation", "test"]),
    .integers("votes", [training, validation, test].map(count)))
  page.check(
    "no vote is lost", training + validation + test, equals: present)

  //: The measure is the root mean square error, over hidden votes only.
  //: For a vote of ±1, always to say 0 gives an error of 1.
  func error(_ guess: Matrix<Double>) throws -> Double {
    try answers.knownError(guess, votes, validation)
  }
  page.check("always 0", try error(votes.map { _ in 0 }), equals: 1)

  //: ## Two guesses to beat
  //:
  //: The simplest guess is the mean of the votes in training. The next one
  //: knows that some members say yea more often than others, and that some
  //: motions are popular: μ + bᵢ + cⱼ. The biases of the rows are fitted
  //: with those of the columns held, and the other way round, until
  //: nothing moves. A penalty λ keeps a row with few votes near 0.
  let (mean, b, c) = try answers.biases(votes, training, 5, 10)
  let flat = votes.map { _ in mean }
  let biased = Matrix(rows: votes.rows, columns: votes.columns) { i, j in
    mean + b[i] + c[j]
  }
  page.table(
    "Error on the validation part",
    .texts("guess", ["always 0", "the mean", "mean and biases"]),
    .numbers(
      "RMSE", [1, try error(flat), try error(biased)], digits: 3))

  //: The library does the same on the list of known entries, so that a
  //: table of millions, nearly all of it missing, needs no matrix.
  func entries(_ mask: Matrix<Double>) -> ObservedEntries {
    ObservedEntries(votes, at: { mask[$0, $1] == 1 })
  }
  let known = entries(training)
  let base = try baseline(of: known, penalty: 5, sweeps: 10)
  page.check("the same biases", base.rows + base.columns, equals: b + c)

  //: Always print this line. A method that does not beat the biases has
  //: learned nothing of who agrees with whom.
  //:
  //: ## The trap
  //:
  //: Now factors. The quick way is to leave the zeros where they stand,
  //: decompose, and cut to rank k.
  let zeroed = Matrix(rows: votes.rows, columns: votes.columns) { i, j in
    training[i, j] == 1 ? votes[i, j] : 0
  }
  let wrong = try svd(zeroed)
  let ks = [1, 2, 4, 8, 16, 32]
  let cuts = ks.map { wrong.truncated(to: $0).reconstructed() }
  func size(_ guess: Matrix<Double>, at mask: Matrix<Double>) -> Double {
    let sum = zip(guess.elements, mask.elements).reduce(0) {
      $0 + abs($1.0) * $1.1
    }
    return sum / Double(count(mask))
  }
  page.table(
    "Zeros for what is missing",
    .integers("rank", ks),
    .numbers("RMSE", try cuts.map { try error($0) }, digits: 3),
    .numbers(
      "mean |guess|, training", cuts.map { size($0, at: training) },
      digits: 3),
    .numbers(
      "hidden", cuts.map { size($0, at: validation) }, digits: 3))

  //: It does beat the biases. Yet look at the last two columns. The more
  //: layers you keep, the better they draw the zeros as well, so the
  //: guesses shrink just where a vote is hidden. With all layers they are
  //: 0: the decomposition has learned to say "absent".
  //:
  //: And here you were lucky twice. Few votes are missing, and 0 lies in
  //: the middle of yea and nay. Write the same votes as 4 and 2 stars.
  //: Nothing else changes; it is only another unit.
  let stars = zeroed.map { $0 == 0 ? 0 : $0 + 3 }
  let starry = try svd(stars)
  let starCuts = ks.map {
    starry.truncated(to: $0).reconstructed().map { $0 - 3 }
  }
  let starErrors = try starCuts.map { try error($0) }
  let shifted = try baseline(of: known.mapValues { $0.value + 3 })
  page.table(
    "The same votes as 4 and 2 stars",
    .integers("rank", ks),
    .numbers("RMSE, zeros in the gaps", starErrors, digits: 3))
  page.check(
    "the biases do not care", shifted.mean - 3, equals: base.mean,
    tolerance: 1e-12)
  page.check(
    "as stars, zero-filled is worse than the mean",
    (starErrors.min() ?? 0) > (try error(flat)))

  //: ## Fill in, shrink, fill in again
  //:
  //: What is missing you do not know, so guess it. Put the guess in the
  //: gaps, decompose, and the decomposition gives a better guess. Keep
  //: every known vote as it is, each time.
  //:
  //: One thing is needed besides. A matrix of full rank fits any votes and
  //: says nothing of the gaps. So take λ from every singular value, and
  //: stop at 0. That makes the rank fall, and it makes ½Σ(xᵢⱼ − zᵢⱼ)² +
  //: λ‖Z‖∗ smaller at each step, the sum over the known entries and ‖Z‖∗ =
  //: σ₁ + σ₂ + …. It is *soft-impute* (Mazumder, Hastie and Tibshirani,
  //: 2010).
  let lambda = 12.0
  var z = votes.map { _ in 0.0 }
  var steps: [Double] = [try error(z)]
  for _ in 1...40 {
    z = try answers.softImputeStep(z, zeroed, training, lambda)
    steps.append(try error(z))
  }
  let nothing = Baseline(
    constant: 0, rows: votes.rows, columns: votes.columns)
  let imputed = try softImpute(
    known, penalty: lambda, baseline: nothing, tolerance: 1e-7)
  page.plot(
    Chart(
      title: "Soft-impute, λ = 12",
      x: Axis("step"), y: Axis("RMSE on the validation part"),
      series: [
        .line("RMSE", steps.indices.map(Double.init), steps)
      ]))
  let apart = (z - imputed.matrix()).frobeniusNorm / z.frobeniusNorm
  page.check("the library ends there too", residual: apart, atMost: 0.01)
  page.note(
    "The rank that λ = 12 leaves is **\(imputed.rank)**; the error is "
      + "\(steps[40].shown(decimals: 3)).")

  //: ## Row by row
  //:
  //: The second road writes Z = UVᵀ, with k columns each, and never forms
  //: it. With V held, each member's row uᵢ is a small least-squares
  //: problem over the votes that he or she cast: (Σvⱼvⱼᵀ + λI)uᵢ =
  //: Σxᵢⱼvⱼ. Then U is held, and the roll calls have their turn. This is
  //: *alternating least squares*. The biases are taken away before.
  let left =
    zeroed
    - Matrix(rows: votes.rows, columns: votes.columns) {
      training[$0, $1] * biased[$0, $1]
    }
  var generator = SeededGenerator(seed: page.seed)
  let start =
    Matrix<Double>.normal(
      rows: votes.columns, columns: 4, using: &generator) * 0.1
  var v = start
  var u = Matrix<Double>(rows: votes.rows, columns: 4)
  for _ in 1...8 {
    u = try answers.leastSquaresRows(left, training, v, 3)
    v = try answers.leastSquaresRows(
      left.transposed, training.transposed, u, 3)
  }
  let alternated = try alternatingLeastSquares(
    known, rank: 4, penalty: 3, baseline: base, startingFrom: start,
    sweeps: 8, tolerance: 0)
  page.check(
    "the library takes the same steps", u * v.transposed,
    equals: alternated.left * alternated.right.transposed,
    tolerance: 1e-9 * alternated.right.frobeniusNorm)
  page.note(
    "Rank 4, λ = 3, 8 sweeps: the error is "
      + "\(try error(biased + u * v.transposed).shown(decimals: 3)).")

  //: Are these two methods? The nuclear norm is the least of ½(‖U‖F² +
  //: ‖V‖F²) over all U and V with UVᵀ = Z. So a penalty on the squares of
  //: the factors is a penalty on the singular values. Give both the same
  //: λ, and k large enough, and both end with one value.
  let (tight, wide) = (
    try softImpute(
      known, penalty: 20, baseline: base, sweeps: 400, tolerance: 1e-9),
    try alternatingLeastSquares(
      known, rank: 8, penalty: 20, baseline: base, sweeps: 400,
      tolerance: 1e-9)
  )
  let ends = [tight, wide].map { $0.history.last ?? 0 }
  page.table(
    "λ = 20",
    .texts("method", ["soft-impute", "alternating least squares"]),
    .numbers("½Σ(x − z)² + λ‖Z‖∗, or its bound", ends, digits: 2))
  page.check(
    "one value", ends[0], equals: ends[1], tolerance: 1e-4 * ends[0])

  //: - Note: The article on the nuclear norm, of lesson 12, trains with
  //:   ‖W‖∗ in the loss. For a layer that is kept as two factors, plain
  //:   weight decay already is that penalty.
  //:
  //: ## Choose on the validation part
  //:
  //: From here on the library works: on the votes, or on the file that
  //: `--ratings` names.
  var (learn, judge, drawer) = (
    entries(training), entries(validation), entries(test)
  )
  var names = zip(senate.labels[0].cells, senate.labels[1].cells).map {
    "\($0) (\($1))"
  }
  let file = page.option("--ratings")
  if let file {
    let ratings = try Ratings(contentsOf: file)
    let (users, items) = (ratings.users.count, ratings.items.count)
    guard min(users, items) >= 2, ratings.entries.count >= 20 else {
      throw FileError.malformed(
        file: file,
        expected:
          "at least 20 ratings, 2 users and 2 items, to hold some out",
        found: "\(ratings.entries.count), \(users) and \(items)")
    }
    let all = try ObservedEntries(
      rows: users, columns: items,
      entries: ratings.entries.map {
        .init(row: $0.user, column: $0.item, value: $0.value)
      })
    let (some, hidden) = try all.split(
      holdingOut: 0.2, using: &generator)
    (learn, judge) = try some.split(holdingOut: 0.2, using: &generator)
    (drawer, names) = (hidden, ratings.items)
  }
  page.table(
    "\(learn.rows) rows, \(learn.columns) columns",
    .texts("part", ["training", "validation", "test"]),
    .integers(
      "known entries", [learn, judge, drawer].map(\.count)),
    .percents(
      "of all",
      [learn, judge, drawer].map {
        Double($0.count) / Double(learn.rows) / Double(learn.columns)
      }))

  //: Which λ? The largest singular value of the known entries, biases
  //: taken away and zeros in the gaps, is where soft-impute leaves nothing
  //: at all. Begin a little below it, and go down by steps, as long as the
  //: error on the validation part does not rise by more than 2 %. The
  //: smallest error wins.
  let plain = try baseline(of: learn)
  let around = learn.mapValues { $0.value - plain[$0.row, $0.column] }
  let top = try zeroFilledSVD(around, rank: 1).left.frobeniusNorm
  var lambdas = (0..<8).map { 0.7 * top * pow(0.6, Double($0)) }
  if page.isGiven("--lambda") {
    lambdas = [try page.number("--lambda")]
    guard lambdas[0] >= 0 else {
      throw UsageError(
        option: "--lambda", expected: "a number from 0 on",
        found: page.option("--lambda") ?? "")
    }
  }
  struct Fit {
    var lambda: Double
    var completion: Completion
    var error: Double
  }
  func best(_ fit: (Double, Completion?) throws -> Completion) throws
    -> Fit
  {
    var (found, last): (Fit?, Completion?) = (nil, nil)
    for lambda in lambdas {
      let next = try fit(lambda, last)
      let error = next.rootMeanSquareError(on: judge)
      if error > 1.02 * (found?.error ?? .infinity) { break }
      if error < found?.error ?? .infinity {
        found = Fit(lambda: lambda, completion: next, error: error)
      }
      last = next
    }
    return found
      ?? Fit(
        lambda: lambdas[0], completion: Completion(plain),
        error: Completion(plain).rootMeanSquareError(on: judge))
  }

  //: For each rank, the best of each method. Soft-impute keeps that many
  //: values at most. A table of over 200 000 entries gets fewer tries.
  let (smaller, isLarge) = (
    min(learn.rows, learn.columns), learn.count > 200_000
  )
  var ranks = (isLarge ? [2, 8] : [1, 2, 4, 8, 16]).filter {
    $0 <= smaller
  }
  if page.isGiven("--rank") {
    ranks = [try page.integer("--rank", in: 1...smaller)]
  }
  func soft(
    _ known: ObservedEntries, _ base: Baseline, _ rank: Int,
    _ lambda: Double, _ last: Completion?
  ) throws -> Completion {
    try softImpute(
      known, penalty: lambda, baseline: base, maximumRank: rank,
      startingFrom: last, sweeps: isLarge ? 30 : 100, tolerance: 1e-4)
  }
  func als(
    _ known: ObservedEntries, _ base: Baseline, _ rank: Int,
    _ lambda: Double
  ) throws -> Completion {
    try alternatingLeastSquares(
      known, rank: rank, penalty: lambda, baseline: base,
      sweeps: isLarge ? 10 : 20, seed: page.seed)
  }
  var (zeros, softs, alss): ([Fit], [Fit], [Fit]) = ([], [], [])
  for k in page.progress("choosing", of: ranks) {
    let zero = try zeroFilledSVD(learn, rank: k)
    let error = zero.rootMeanSquareError(on: judge)
    zeros.append(Fit(lambda: 0, completion: zero, error: error))
    softs.append(try best { try soft(learn, plain, k, $0, $1) })
    alss.append(try best { lambda, _ in try als(learn, plain, k, lambda) })
  }
  page.table(
    "RMSE on the validation part, each with its best λ",
    .integers("rank", ranks),
    .numbers("zero-filled", zeros.map(\.error), digits: 3),
    .numbers("soft-impute", softs.map(\.error), digits: 3),
    .numbers("λ", softs.map(\.lambda), digits: 1),
    .numbers("ALS", alss.map(\.error), digits: 3),
    .numbers("λ", alss.map(\.lambda), digits: 1))
  if ranks.count > 1 {
    let places = ranks.map(Double.init)
    page.plot(
      Chart(
        title: "Error against rank",
        x: Axis("rank", .log), y: Axis("RMSE on the validation part"),
        series: [
          .line(
            "biases alone", places,
            places.map { _ in
              Completion(plain).rootMeanSquareError(on: judge)
            }),
          .line("soft-impute", places, softs.map(\.error)),
          .line("ALS", places, alss.map(\.error)),
        ]))
  }

  //: ## Open the drawer
  //:
  //: The choice is made: for each method the rank and λ of the smallest
  //: validation error. Now fit again, on training and validation together,
  //: and look at the test part. Once.
  let both = try ObservedEntries(
    rows: learn.rows, columns: learn.columns,
    entries: learn.entries + judge.entries)
  let ground = try baseline(of: both)
  func winner(_ fits: [Fit]) -> (rank: Int, lambda: Double) {
    let i = fits.indices.min { fits[$0].error < fits[$1].error } ?? 0
    return (ranks[i], fits[i].lambda)
  }
  let (kz, ks1, ka) = (winner(zeros), winner(softs), winner(alss))
  let chosen = try als(both, ground, ka.rank, ka.lambda)
  let finals: [(String, Completion)] = [
    (
      "the mean",
      Completion(
        Baseline(
          constant: both.mean, rows: both.rows, columns: both.columns))
    ),
    ("mean and biases", Completion(ground)),
    ("zero-filled", try zeroFilledSVD(both, rank: kz.rank)),
    ("soft-impute", try soft(both, ground, ks1.rank, ks1.lambda, nil)),
    ("ALS", chosen),
  ]
  let areVotes = (both.entries + drawer.entries).allSatisfy {
    abs($0.value) == 1
  }
  func distance(_ guess: Completion) -> Double {
    let sum = drawer.entries.reduce(0) {
      $0 + abs($1.value - guess[$1.row, $1.column])
    }
    return sum / Double(drawer.count)
  }
  page.table(
    "The test part",
    .texts("method", finals.map(\.0)),
    .integers("rank", [0, 0] + finals.dropFirst(2).map(\.1.rank)),
    .numbers(
      "RMSE", finals.map { $0.1.rootMeanSquareError(on: drawer) },
      digits: 3),
    areVotes
      ? .percents(
        "right", finals.map { $0.1.signAccuracy(on: drawer) }, digits: 1)
      : .numbers(
        "mean |error|", finals.map { distance($0.1) }, digits: 3))

  //: Hold every line against the second. What is below it was learned from
  //: who goes with whom.
  //:
  //: ## What the first factor means
  //:
  //: Back to the senate, with two factors. Nobody told the method of
  //: parties. UVᵀ leaves the factors free to be mixed; its decomposition
  //: does not, so decompose it, and draw each member at uᵢσ.
  let two = try alternatingLeastSquares(
    entries(rest), rank: 2, penalty: 3, seed: page.seed
  ).decomposition()
  let map = two.u.scalingColumns(by: two.singularValues)
  let parties = senate.labels[2].cells
  page.plot(
    Chart(
      title: "101 members by their votes",
      x: Axis("first factor"), y: Axis("second factor"),
      series: Series.scatters(
        by: parties, map.column(0).elements, map.column(1).elements)))
  let divides = (0..<2).map {
    separation(of: map.column($0), by: parties)
  }
  page.note(
    "Party explains **\((100 * divides[0]).shown(decimals: 0)) %** of the "
      + "first factor's variance, and "
      + "\((100 * divides[1]).shown(decimals: 0)) % of the second's.")
  page.check("the first factor is the party", divides[0] > 0.8)

  //: A factor has no name. You find one by looking at who stands at its
  //: ends, and you may be wrong. Here are the ends of the first factor of
  //: the last fit: members, or the items of your file.
  let factors = try chosen.decomposition()
  if let sigma = factors.singularValues.first, sigma > 0 {
    let side = (file == nil ? factors.u : factors.v).column(0)
    let order = side.indices.sorted { side[$0] < side[$1] }
    let (low, high) = (order.prefix(5), order.suffix(5).reversed())
    page.table(
      "The ends of the first factor",
      .texts("one end", low.map { names[$0] }),
      .numbers("u", low.map { side[$0] }, digits: 3),
      .texts("the other", high.map { names[$0] }),
      .numbers("u", high.map { side[$0] }, digits: 3))
  }

  //: ## Where this goes wrong: zeros in a photograph
  //:
  //: Half of the pixels are lost. A missing pixel is not black.
  let scene = try BundledPicture.camera.load().grey
  let lit = scene.map { _ in generator.nextUniform() < 0.5 ? 1.0 : 0 }
  let seen = ObservedEntries(scene) { lit[$0, $1] == 1 }
  let lost = ObservedEntries(scene) { lit[$0, $1] == 0 }
  let dark = try zeroFilledSVD(seen, rank: 40)
  let lines = Completion(try baseline(of: seen, penalty: 0))
  var repaired = lines
  for lambda in [3000.0, 1500, 750, 400] {
    repaired = try softImpute(
      seen, penalty: lambda, baseline: lines.baseline, maximumRank: 60,
      startingFrom: repaired, sweeps: 30, tolerance: 1e-4)
  }
  page.pictures([
    ("what is left", seen.filledWithZeros()),
    ("zero-filled, rank 40", dark.matrix()),
    ("soft-impute", repaired.matrix()),
  ])
  let grey = Completion(
    Baseline(constant: seen.mean, rows: 400, columns: 400))
  let pixelErrors = [dark, grey, lines, repaired].map {
    $0.rootMeanSquareError(on: lost)
  }
  page.table(
    "Error on the lost pixels",
    .texts(
      "method",
      ["zero-filled", "the mean", "mean and biases", "soft-impute"]),
    .numbers("RMSE", pixelErrors, digits: 1))
  page.check(
    "zeros are worse than the mean", pixelErrors[0] > pixelErrors[1])
  page.check(
    "soft-impute beats the biases", pixelErrors[3] < pixelErrors[2])

  //: ## Where this goes wrong: a leak
  //:
  //: There is a test for honesty: turn every hidden vote round, and fit
  //: again. Nothing may change.
  let turned = Matrix(rows: votes.rows, columns: votes.columns) { i, j in
    training[i, j] == 1 ? votes[i, j] : -votes[i, j]
  }
  let again = try answers.biases(turned, training, 5, 10)
  page.check(
    "the biases never saw them", again.rows + again.columns, equals: b + c,
    tolerance: 0)
  page.check(
    "nor did soft-impute",
    try answers.softImputeStep(z, turned, training, lambda),
    equals: try answers.softImputeStep(z, zeroed, training, lambda),
    tolerance: 0)

  //: It is easy to fail. Somebody takes the means out of the whole table
  //: first, as one does, and hides votes afterwards. The means have seen
  //: them. The fewer votes there are to learn from, the larger the lie.
  let everything = entries(present)
  let leaky = Completion(try baseline(of: everything, penalty: 0))
  let shares = [0.2, 0.9, 0.95, 0.98]
  let leaks = try shares.map { share in
    let (kept, hidden) = try everything.split(
      holdingOut: share, using: &generator)
    let honest = Completion(try baseline(of: kept))
    return [leaky, honest].map { $0.rootMeanSquareError(on: hidden) }
  }
  page.table(
    "Biases on hidden votes",
    .percents("hidden", shares, digits: 0),
    .numbers("they were in the means", leaks.map { $0[0] }, digits: 3),
    .numbers("they were not", leaks.map { $0[1] }, digits: 3))
  page.check(
    "the leak flatters", leaks.allSatisfy { $0[0] < $0[1] })

  //: ## Where this goes wrong: choosing on the test
  //:
  //: Take the biases, and add noise: uᵢvⱼ with random numbers. Do it 200
  //: times, and you have 200 methods that know nothing. Keep 50 votes for
  //: a test, and choose the method that does best on them.
  let (others, few) = try entries(test).split(
    holdingOut: 50 / Double(count(test)), using: &generator)
  let honest = Completion(base)
  let pretenders = (1...200).map { _ in
    Completion(
      baseline: base,
      left: .normal(rows: votes.rows, columns: 1, using: &generator) * 0.3,
      right: .normal(rows: votes.columns, columns: 1, using: &generator))
  }
  let lucky =
    pretenders.min {
      $0.rootMeanSquareError(on: few) < $1.rootMeanSquareError(on: few)
    } ?? honest
  page.table(
    "The best of 200",
    .texts("votes", ["the 50 it was chosen on", "the other hidden ones"]),
    .numbers(
      "the best of 200",
      [few, others].map { lucky.rootMeanSquareError(on: $0) }, digits: 3),
    .numbers(
      "biases",
      [few, others].map { honest.rootMeanSquareError(on: $0) }, digits: 3))
  page.check(
    "it wins where it was chosen",
    lucky.rootMeanSquareError(on: few)
      < honest.rootMeanSquareError(on: few))
  page.check(
    "and nowhere else",
    lucky.rootMeanSquareError(on: others)
      > honest.rootMeanSquareError(on: others))

  //: A rank chosen on the test is a small case of this. The error of the
  //: winner, where it won, is always too good. So the drawer stays shut.
  //:
  //: ## Your turn
  //:
  //: Five exercises belong to this lesson. Write them in
  //: `Exercises/08-Recommender.swift` and grade them with `swift test
  //: --filter Recommender`.
  //:
  //: - **8.1** split what is known into training and test;
  //: - **8.2** measure the error where it is known;
  //: - **8.3** fit the mean and the biases;
  //: - **8.4** take a step of soft-impute;
  //: - **8.5** take half a step of alternating least squares.
  //:
  //: Then run this page on your own functions with `swift run course mine
  //: Recommender`, or on ratings of your own with `swift run Recommender
  //: --ratings FILE`.
  //:
  //: A table has two sides. The next lesson takes apart what has three or
  //: four: `swift run TensorDecomposition`.
  if let provenance = Workbench.provenance { page.note(provenance) }
}
