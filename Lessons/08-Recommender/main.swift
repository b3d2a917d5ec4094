//: # Missing is not zero
//:
//: A senator who was absent did not vote 0. A film that you never saw is
//: not a film that you hated. Most tables of people and things are full of
//: such holes, and a recommender is a method that fills them: from the
//: entries that are there, and from nothing else. What may fill a hole,
//: and how do you know that it is right?
//:
//: The decomposition itself cannot do it. It wants every entry. So you
//: will look for a matrix of low rank that agrees with what is known.
//:
//: You will see
//: - how to hold entries back, and measure honestly;
//: - what the mean and the biases know already, before any factor;
//: - the trap: zeros in the gaps;
//: - soft-impute and alternating least squares, each a few lines;
//: - what the first factor of a senate means, and what yeas alone tell;
//: - four ways to fool yourself.
import Datasets
import Foundation
import LinearAlgebra
import LowRank
import Notebook
import RecommenderExercises

lesson(
  "Recommender",
  summary: "Fills in what is missing, from what is known",
  options: pageOptions(), reading: Request.init
) { page, request in
  //: ## Roll calls
  //:
  //: The 109th Senate of the United States: a row for each member, a
  //: column for each contested roll call. 1 is yea, −1 is nay, and 0 says
  //: that the member was absent. These are votes, not stars, but the
  //: question is the same.
  let senate = try BundledTable.senate.load()
  let votes = senate.numbers
  page.picture(
    votes, "a row a member: white is yea, black nay, grey absent",
    range: .values(-1, 1))

  //: You know who was absent, so write it down once, as a *mask*: 1 where
  //: there is a vote. From here on what stands under a 0 of the mask means
  //: nothing, and must never be read.
  let present = votes.map { $0 == 0 ? 0 : 1 }
  func count(_ mask: Matrix<Double>) -> Int {
    Int(mask.elements.reduce(0, +))
  }
  let absences = votes.elements.count - count(present)
  page.note(
    "\(votes.rows) members and \(votes.columns) roll calls make "
      + "**\(count(present).shown)** votes and "
      + "\(absences.shown) absences.")

  //: ## Hide some of it
  //:
  //: Would a guess at an absent member's vote be right? Nobody can say. So
  //: hide votes that you have, guess them, and compare. Hide a fifth at
  //: random: the *test* part. It stays in a drawer until the end.
  //: (Exercise 8.1.)
  //:
  //: You will have choices to make: a rank, a penalty. To make them you
  //: need a comparison too, and the drawer is closed. So hide a fifth of
  //: the rest as well, the *validation* part.
  let (rest, test) = try heldOutSplit(
    known: present, share: 0.2, seed: page.seed)
  let (training, validation) = try heldOutSplit(
    known: rest, share: 0.2, seed: page.seed &+ 1)
  page.table(
    "The votes in three parts",
    .texts("part", ["training", "validation", "test"]),
    .integers("votes", [training, validation, test].map(count)))
  page.check(
    "no vote is lost", training + validation + test, equals: present)

  //: The measure is the root mean square error, over hidden votes only.
  //: (Exercise 8.2.) For a vote of ±1, always to say 0 gives an error of
  //: 1.
  func error(of guess: Matrix<Double>) throws -> Double {
    try knownError(predictions: guess, ratings: votes, known: validation)
  }
  let zero = votes.map { _ in 0.0 }
  page.check("always 0", try error(of: zero), equals: 1)

  //: ## Two guesses to beat
  //:
  //: The simplest guess is the mean of the votes in training. The next one
  //: knows that some members say yea more often than others, and that some
  //: motions are popular: μ + bᵢ + cⱼ. The biases of the rows are fitted
  //: with those of the columns held, then the other way round, ten
  //: times. (Exercise 8.3.) A penalty λ keeps a row with few votes near 0.
  let (mean, rowBiases, columnBiases) = try biases(
    ratings: votes, known: training, penalty: 5, sweeps: 10)
  let flat = votes.map { _ in mean }
  let biased = Matrix(rows: votes.rows, columns: votes.columns) { i, j in
    mean + rowBiases[i] + columnBiases[j]
  }
  let errorAtMean = try error(of: flat)
  page.table(
    "Error on the validation part",
    .texts("guess", ["always 0", "the mean", "mean and biases"]),
    .numbers(
      "RMSE", [1, errorAtMean, try error(of: biased)], digits: 3))

  //: The library does the same on the list of known entries, so that a
  //: table of millions, nearly all of it missing, needs no matrix.
  func entries(_ mask: Matrix<Double>) -> ObservedEntries {
    ObservedEntries(votes, at: { mask[$0, $1] == 1 })
  }
  let known = entries(training)
  let base = try baseline(of: known, penalty: 5, sweeps: 10)
  page.check(
    "the same biases", base.rows + base.columns,
    equals: rowBiases + columnBiases)

  //: Always print this line. A method that does not beat the biases has
  //: learnt nothing of who agrees with whom.
  //:
  //: ## The trap
  //:
  //: Now factors. The quick way is to leave the zeros where they stand,
  //: decompose, and cut to rank k.
  let zeroed = known.filledWithZeros()
  let wrong = try svd(zeroed)
  let ks = [1, 2, 4, 8, 16, 32]
  let cuts = ks.map { k in wrong.truncated(to: k).reconstructed() }
  func size(
    of guess: Matrix<Double>, at mask: Matrix<Double>
  ) throws -> Double {
    try knownError(predictions: zero, ratings: guess, known: mask)
  }

  page.table(
    "Zeros for what is missing",
    .integers("rank", ks),
    .numbers("RMSE", try cuts.map { try error(of: $0) }, digits: 3),
    .numbers(
      "size of a guess, known",
      try cuts.map { try size(of: $0, at: training) }, digits: 3),
    .numbers(
      "hidden", try cuts.map { try size(of: $0, at: validation) },
      digits: 3))

  //: It does beat the biases. Yet look at the last two columns. They are
  //: the root of the mean squared guess, where a vote was known and where
  //: one is hidden. A good guess is a cautious one: where its error is r
  //: and has nothing to do with the guess itself, its size is √(1 − r²).
  //: These are smaller than that.
  let least = try cuts.map { try error(of: $0) }.min() ?? 1
  let cautious = (1 - least * least).squareRoot()
  page.note(
    "For an error of \(least.shown(decimals: 3)) it would be "
      + "\(cautious.shown(decimals: 2)).")

  //: The reason is plain. A share p of the votes is known, and zeros stand
  //: for the others. So what is decomposed is, on average, p times the
  //: votes. Divide by p.
  let p = Double(count(training)) / Double(votes.elements.count)
  let divided = try cuts.map { try error(of: $0.map { $0 / p }) }
  page.table(
    "Zeros for what is missing, and then divided by p = "
      + "\(p.shown(decimals: 2))",
    .integers("rank", ks),
    .numbers("RMSE", try cuts.map { try error(of: $0) }, digits: 3),
    .numbers("divided by p", divided, digits: 3))
  page.check(
    "dividing helps at every rank",
    try zip(divided, cuts).allSatisfy { try $0 < error(of: $1) })

  //: That is most of the trap, at low ranks. It is not all: the more
  //: layers you keep, the better the zeros are drawn as well, just where a
  //: vote is hidden. With all layers every guess there is 0: the
  //: decomposition has learnt to say "absent".
  //:
  //: And here you were lucky twice. Most entries are there, and 0 lies in
  //: the middle between yea and nay.
  //:
  //: - Predict: Write the same votes as 4 and 2 stars. It is only another
  //:   unit. Will the method notice?
  let starry = try svd(zeroed.map { $0 == 0 ? 0 : $0 + 3 })
  let starErrors = try ks.map { k in
    let stars = starry.truncated(to: k).reconstructed()
    return try error(of: stars.map { $0 - 3 })
  }
  page.table(
    "The same votes as 4 and 2 stars",
    .integers("rank", ks),
    .numbers("RMSE, zeros in the gaps", starErrors, digits: 3))
  page.check(
    "as stars, zero-filled is worse than the mean",
    (starErrors.min() ?? 0) > errorAtMean)
  let bestOfStars = starErrors.min() ?? 0
  page.reveal(
    "It does: \(bestOfStars.shown(decimals: 3)) at best, worse than "
      + "always to say the mean, \(errorAtMean.shown(decimals: 3)).")

  //: A method that knows what is missing doesn't care for the unit.
  let shifted = try baseline(of: known.mapValues { $0.value + 3 })
  let unshifted = try baseline(of: known)
  page.check(
    "the biases don't: the mean is 3 more", shifted.mean,
    equals: unshifted.mean + 3, tolerance: 1e-12)
  page.check(
    "and they are the same", shifted.rows + shifted.columns,
    equals: unshifted.rows + unshifted.columns, tolerance: 1e-9)

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
  //: σ₁ + σ₂ + …, the *nuclear norm*. It is *soft-impute* (Mazumder,
  //: Hastie and Tibshirani, 2010).
  page.source(of: "softImputeStep")

  //: Take forty steps, from zeros.
  let lambda = 12.0
  var estimate = zero
  var errorsByStep = [try error(of: estimate)]
  for _ in 1...40 {
    estimate = try softImputeStep(
      estimate, ratings: zeroed, known: training, penalty: lambda)
    errorsByStep.append(try error(of: estimate))
  }
  page.plot(
    Chart(
      title: "Soft-impute, λ = 12",
      x: Axis("step"), y: Axis("RMSE on the validation part"),
      series: [
        .line(
          "RMSE", errorsByStep.indices.map(Double.init), errorsByStep)
      ]))

  //: The library stops by itself, where a step changes next to nothing.
  let nothing = Baseline(
    constant: 0, rows: votes.rows, columns: votes.columns)
  let imputed = try softImpute(
    known, penalty: lambda, baseline: nothing, tolerance: 1e-7)
  page.check(
    "the library ends there too, to 1 %", estimate,
    equals: imputed.matrix(), tolerance: 0.01 * estimate.frobeniusNorm)
  let finalError = errorsByStep.last ?? 1
  page.note(
    "λ = 12 leaves rank **\(imputed.rank)** and the error "
      + "\(finalError.shown(decimals: 3)).")

  //: ## Row by row
  //:
  //: The second road writes Z = UVᵀ, with k columns each, and never forms
  //: it. With V held, each member's row uᵢ is a small least-squares
  //: problem over the votes that he or she cast:
  //: $$ (∑ⱼ vⱼvⱼᵀ + λI)uᵢ = ∑ⱼ xᵢⱼvⱼ $$
  //: Then U is held, and the roll calls have their turn. This is
  //: *alternating least squares*. (Exercise 8.5.) The biases are taken
  //: away before.
  let beyondBiases = votes - biased
  var generator = SeededGenerator(seed: page.seed)
  let start = Matrix<Double>.normal(
    rows: votes.columns, columns: 4, using: &generator)
  var v = start
  var u = Matrix<Double>(rows: votes.rows, columns: 4)
  for _ in 1...8 {
    u = try leastSquaresRows(
      ratings: beyondBiases, known: training, v: v, penalty: 3)
    v = try leastSquaresRows(
      ratings: beyondBiases.transposed, known: training.transposed, v: u,
      penalty: 3)
  }
  let errorOfFour = try error(of: biased + u * v.transposed)
  page.note(
    "Rank 4, λ = 3: the error is \(errorOfFour.shown(decimals: 3)).")

  let alternated = try alternatingLeastSquares(
    known, rank: 4, penalty: 3, baseline: base, startingFrom: start,
    sweeps: 8, tolerance: 0)
  page.check(
    "the library takes the same steps", u * v.transposed,
    equals: alternated.left * alternated.right.transposed,
    tolerance: 1e-9 * alternated.right.frobeniusNorm)

  //: Are these two methods? The nuclear norm is the least of ½(‖U‖F² +
  //: ‖V‖F²) over all U and V with UVᵀ = Z. So a penalty on the squares of
  //: the factors is a penalty on the singular values. Give both the same
  //: λ, and k large enough, and both end with one value.
  let bySingularValues = try softImpute(
    known, penalty: 20, baseline: base, sweeps: 400, tolerance: 1e-9)
  let byFactors = try alternatingLeastSquares(
    known, rank: 8, penalty: 20, baseline: base, sweeps: 400,
    tolerance: 1e-9)
  let ends = [bySingularValues, byFactors].map { $0.history.last ?? 0 }
  page.table(
    "λ = 20",
    .texts("method", ["soft-impute", "alternating least squares"]),
    .numbers("½Σ(xᵢⱼ − zᵢⱼ)² + λ‖Z‖∗, or its bound", ends, digits: 2))
  page.check(
    "one value", residual: abs(ends[0] - ends[1]), atMost: 1e-4 * ends[0])

  //: - Note: The article that lesson 12 follows trains a network with ‖W‖∗
  //:   in its loss. For a layer that is kept as two factors, plain weight
  //:   decay already is that penalty.
  //:
  //: ## Choose on the validation part
  //:
  //: From here on the library works: on the votes, or on your `--ratings`.
  var learn = known
  var judge = entries(validation)
  var drawer = entries(test)
  if let yours = request.ratings {
    page.note(verbatim: yours.reading.description)
    let all = try ObservedEntries(yours)
    (learn, drawer) = try all.split(holdingOut: 0.2, using: &generator)
    (learn, judge) = try learn.split(holdingOut: 0.2, using: &generator)
  }

  let counts = [learn, judge, drawer].map(\.count)
  let places = Double(learn.rows * learn.columns)
  page.table(
    "\(learn.rows) rows, \(learn.columns) columns",
    .texts("part", ["training", "validation", "test"]),
    .integers("known entries", counts),
    .percents("of all", counts.map { Double($0) / places }, digits: 1))

  //: Which λ? The largest singular value of the known entries, biases
  //: taken away and zeros in the gaps, is where soft-impute leaves nothing
  //: at all. Begin a little below it and go down by steps, until the error
  //: on the validation part has clearly passed its lowest point. The
  //: option `--lambda` leaves nothing to choose.
  let plain = try baseline(of: learn)
  let lambdas =
    try request.penalty.map { [$0] }
    ?? penalties(for: learn, beyond: plain)

  //: Which rank? Try a few, or that of `--rank`. Soft-impute keeps at
  //: most so many values. Where there are over 200 000 entries, fewer
  //: ranks are tried, with fewer sweeps.
  let ranks =
    request.rank.map { [$0] } ?? CompletionMethod.ranksToTry(for: learn)
  func choices(_ method: CompletionMethod) throws -> [CompletionChoice] {
    try page.progress(method.rawValue, of: ranks).map { rank in
      try method.choice(
        rank: rank, among: lambdas, of: learn, by: judge, seed: page.seed)
    }
  }
  let zeroFilled = try choices(.zeroFilled)
  let softImputed = try choices(.softImpute)
  let alternating = try choices(.alternatingLeastSquares)

  //: The biases alone are the line to beat.
  let alone = Completion(plain).rootMeanSquareError(on: judge)
  let aloneAtEach = ranks.map { _ in alone }
  page.table(
    "RMSE on the validation part, and the λ that gave it",
    .integers("rank", ranks),
    .numbers("biases", aloneAtEach, digits: 3),
    .numbers("zero-filled", zeroFilled.map(\.error), digits: 3),
    .numbers("soft-impute", softImputed.map(\.error), digits: 3),
    .numbers("λ", softImputed.map(\.penalty), digits: 1),
    .numbers("ALS", alternating.map(\.error), digits: 3),
    .numbers("λ", alternating.map(\.penalty), digits: 1))

  if ranks.count > 1 {
    let axis = ranks.map(Double.init)
    page.plot(
      Chart(
        title: "Error against rank",
        x: Axis("rank", .log), y: Axis("RMSE on the validation part"),
        series: [
          .line("biases", axis, aloneAtEach),
          .line("zero-filled", axis, zeroFilled.map(\.error)),
          .line("soft-impute", axis, softImputed.map(\.error)),
        ]))
  }

  //: With zeros in the gaps each further layer may draw the zeros better,
  //: and no λ stops it. Where the line of soft-impute stays flat, λ has
  //: already taken the layers that are not needed.
  //:
  //: ## Open the drawer
  //:
  //: The choice is made: for each method the rank and λ of the smallest
  //: validation error. Now fit again, on training and validation together,
  //: and look at the test part. Once.
  let both = try learn.joined(with: judge)
  func refitted(
    _ method: CompletionMethod, _ choices: [CompletionChoice]
  ) throws -> Completion {
    let best = choices.min { $0.error < $1.error } ?? choices[0]
    return try method.completion(
      of: both, rank: best.rank, penalty: best.penalty, seed: page.seed)
  }
  let finals = [
    ("mean", Completion(Baseline(meanOf: both))),
    ("mean and biases", Completion(try baseline(of: both))),
    ("zero-filled", try refitted(.zeroFilled, zeroFilled)),
    ("soft-impute", try refitted(.softImpute, softImputed)),
    ("ALS", try refitted(.alternatingLeastSquares, alternating)),
  ]

  //: A guess is *right* where the nearest of all values that occur is the
  //: true one. Of a vote, that is its sign.
  func errors(
    _ fits: [Completion], on entries: ObservedEntries
  ) -> [Double] {
    fits.map { $0.rootMeanSquareError(on: entries) }
  }
  let levels = Set(both.entries.map(\.value)).sorted()
  let squares = finals.map { $0.1.squaredErrors(on: drawer) }
  let lists = finals.map { $0.1.topShares(of: 5, on: drawer) }
  page.table(
    "The test part (± one standard error)",
    .texts("method", finals.map(\.0)),
    .integers("factors", finals.map(\.1.rank)),
    .texts("RMSE", squares.map(rootMean)),
    .percents(
      "right", finals.map { $0.1.accuracy(on: drawer, among: levels) },
      digits: 1),
    .texts("of five, %", lists.map(meanPercent)))

  //: The last column is what a *recommender* is for: a short list. For
  //: each row take the five hidden entries with the highest guess; how
  //: many of them belong to its best? (Rows with five or fewer are left
  //: out.) The biases of rows, which lower the error, change no list.

  //: Hold every line against the second. What a method gains on it, it has
  //: learnt from who goes with whom. And hold neighbours against each
  //: other in pairs, entry by entry: the errors of two methods go
  //: together.
  let pairs = [(1, 2), (2, 3), (3, 4)]
  page.table(
    "What is gained on the mean squared error, in pairs",
    .texts("method", pairs.map { finals[$0.1].0 }),
    .texts("against", pairs.map { finals[$0.0].0 }),
    .texts(
      "less", pairs.map { gain(of: squares[$0.1], on: squares[$0.0]) }))

  //: Do not trust one column alone. A method may spoil the size of a guess
  //: and hardly its side.
  //:
  //: ## What the first factor means
  //:
  //: Back to the senate, with two factors. Nobody told the method of
  //: parties.
  //:
  //: - Predict: Will the first factor have to do with them? How much of it
  //:   do they explain?
  //:
  //: U and V may be mixed without changing UVᵀ, so take its
  //: singular value decomposition, which may not, and draw each member at
  //: σu.
  let two = try alternatingLeastSquares(
    entries(rest), rank: 2, penalty: 3, seed: page.seed
  ).decomposition()
  let map = two.u.scalingColumns(by: two.singularValues)
  let first = map.column(0)
  let second = map.column(1)
  let parties = senate.cells(of: "party")
  page.plot(
    Chart(
      title: "\(votes.rows) members by their votes",
      x: Axis("first factor"), y: Axis("second factor"),
      series: Series.scatters(
        by: parties, first.elements, second.elements,
        names: senate.cells(of: "senator"))))

  //: How much of each factor's variance does party explain?
  let divides = [first, second].map { separation(of: $0, by: parties) }
  page.show(divides, "shares of their variance that party explains")
  page.check("the first factor is the party", divides[0] > 0.8)
  page.reveal(
    "Party explains \((100 * divides[0]).shown(decimals: 0)) % of the "
      + "first factor's variance.")

  //: A factor has no name. You give it one when you look at who stands
  //: where, and you may be wrong. Here are the ends of the first.
  let names = zip(senate.cells(of: "senator"), parties).map {
    "\($0) (\($1))"
  }
  let order = first.indices.sorted { first[$0] < first[$1] }
  let low = Array(order.prefix(5))
  let high = Array(order.suffix(5).reversed())
  page.table(
    "The ends of the first factor",
    .texts("one end", low.map { names[$0] }),
    .numbers("σu", low.map { first[$0] }, digits: 1),
    .texts("the other", high.map { names[$0] }),
    .numbers("σu", high.map { first[$0] }, digits: 1))

  //: The name that offers itself is *party*; what the second factor is, no
  //: column of this table says.
  //:
  //: Now draw the votes of the beginning once more, with rows and columns
  //: in the order of this one factor.
  let rollCalls = two.v.column(0)
  let columnOrder = rollCalls.indices.sorted {
    rollCalls[$0] < rollCalls[$1]
  }
  let ordered = Matrix(rows: votes.rows, columns: votes.columns) { i, j in
    votes[order[i], columnOrder[j]]
  }
  page.picture(
    ordered, "members and roll calls in order", range: .values(-1, 1))

  //: ## Yeas alone
  //:
  //: Shops do not see who dislikes what. They see clicks: *implicit
  //: feedback*. Suppose you are told the yeas in training, and nothing of
  //: nays. Then zeros in the gaps are all there is, but they deserve
  //: little trust: weigh a yea 1 + α, all else 1 (Hu, Koren and Volinsky,
  //: "Collaborative Filtering for Implicit Feedback Datasets", 2008). It
  //: is the step of 8.5 with weights, both sums over the yeas of row i:
  //: $$ (VᵀV + α∑ⱼ vⱼvⱼᵀ + λI)uᵢ = (1 + α)∑ⱼ vⱼ $$
  let clicks = Matrix(rows: votes.rows, columns: votes.columns) { i, j in
    training[i, j] == 1 && votes[i, j] == 1 ? 1.0 : 0
  }
  func weighted(
    _ clicks: Matrix<Double>, _ v: Matrix<Double>
  ) throws -> Matrix<Double> {
    let (alpha, penalty) = (4.0, 10.0)
    let all = v.transposed * v + Matrix.identity(v.columns) * penalty
    var u = Matrix<Double>(rows: clicks.rows, columns: v.columns)
    for i in 0..<clicks.rows {
      let row = clicks.row(i).elements
      let places = row.indices.filter { row[$0] == 1 }
      let own = Matrix(rows: places.count, columns: v.columns) {
        v[places[$0], $1]
      }
      let ones = Matrix(rows: 1, columns: places.count, repeating: 1.0)
      let sums = (ones * own).transposed * (1 + alpha)
      let x = try solve(all + own.transposed * own * alpha, sums)
      for c in 0..<v.columns { u[i, c] = x[c, 0] }
    }
    return u
  }

  //: Hold its lists against the popular: the roll calls with most yeas,
  //: for everybody the same.
  //:
  //: - Predict: Can one tell from yeas alone what somebody rejects?
  var (uOfYeas, vOfYeas) = (u, start)
  for _ in 1...6 {
    uOfYeas = try weighted(clicks, vOfYeas)
    vOfYeas = try weighted(clicks.transposed, uOfYeas)
  }
  let popularity = (0..<votes.columns).map {
    clicks.column($0).elements.reduce(0, +)
  }
  let byYeas = Completion(
    baseline: nothing, left: uOfYeas, right: vOfYeas)
  let popular = Completion(
    Baseline(mean: 0, rows: nothing.rows, columns: popularity))
  let withNays = Completion(
    baseline: base, left: alternated.left, right: alternated.right)
  let shortLists = [popular, byYeas, withNays].map {
    $0.topShares(of: 5, on: entries(validation))
  }
  page.table(
    "Of five on a list, how many are yeas, validation part",
    .texts("list by", ["popularity", "yeas alone", "yeas and nays"]),
    .texts("%", shortLists.map(meanPercent)))
  page.reveal(
    "Of five: popularity \(meanPercent(shortLists[0])) %, yeas alone "
      + "\(meanPercent(shortLists[1])) %, both "
      + "\(meanPercent(shortLists[2])) %.")

  //: ## Where this goes wrong: zeros in a photograph
  //:
  //: Half of the pixels are lost. A missing pixel is not black.
  let scene = try BundledPicture.camera.load().grey
  let lit = scene.map { _ in generator.nextUniform() < 0.5 ? 1.0 : 0 }
  let seen = ObservedEntries(scene) { lit[$0, $1] == 1 }
  let lost = ObservedEntries(scene) { lit[$0, $1] == 0 }
  let zeros = try zeroFilledSVD(seen, rank: 40)

  //: Soft-impute begins with a large λ, and goes on from each answer with
  //: a smaller one. That saves steps. Where to stop? The lost pixels must
  //: not say. So hold back a tenth of those that are there, and stop where
  //: these are met best.
  let grey = Completion(Baseline(meanOf: seen))
  let lines = Completion(try baseline(of: seen, penalty: 0))
  let (learnt, heldBack) = try seen.split(
    holdingOut: 0.1, using: &generator)
  var repaired = Completion(try baseline(of: learnt, penalty: 0))
  let path = [2000.0, 700, 250, 100, 50]
  let fits = try page.progress("soft-impute", of: path).map { lambda in
    repaired = try softImpute(
      learnt, penalty: lambda, baseline: repaired.baseline,
      maximumRank: 60, startingFrom: repaired, sweeps: 30, tolerance: 1e-4)
    return repaired
  }
  let onHeldBack = errors(fits, on: heldBack)
  let nearest = zip(fits, onHeldBack).min { $0.1 < $1.1 }
  repaired = nearest?.0 ?? repaired
  page.table(
    "Grey levels off, on the pixels held back",
    .numbers("λ", path, digits: 0), .numbers("RMSE", onHeldBack, digits: 1)
  )

  page.pictures([
    ("what is left", seen.filledWithZeros()),
    ("zero-filled, rank 40", zeros.matrix()),
    ("soft-impute", repaired.matrix()),
  ])

  //: How many grey levels are they off, on the lost pixels?
  let onLost = errors([zeros, grey, lines, repaired], on: lost)
  page.table(
    "Grey levels off, on the lost pixels",
    .texts(
      "method", ["zero-filled", "mean", "mean and biases", "soft-impute"]),
    .numbers("RMSE", onLost, digits: 1))
  page.check(
    "each is better than the last", onLost == onLost.sorted(by: >))

  //: ## Where this goes wrong: a leak
  //:
  //: There is a test of honesty: turn every hidden vote round, and fit
  //: again. Nothing may change.
  let turned = Matrix(rows: votes.rows, columns: votes.columns) { i, j in
    training[i, j] == 1 ? votes[i, j] : -votes[i, j]
  }
  let again = try biases(
    ratings: turned, known: training, penalty: 5, sweeps: 10)
  page.check(
    "the biases never saw them", again.rows + again.columns,
    equals: rowBiases + columnBiases, tolerance: 0)
  page.check(
    "nor did soft-impute",
    try softImputeStep(
      estimate, ratings: turned, known: training, penalty: lambda),
    equals: try softImputeStep(
      estimate, ratings: votes, known: training, penalty: lambda),
    tolerance: 0)

  //: It is easy to fail. Somebody takes the means and biases out of the
  //: whole table, and hides votes afterwards. They have seen them.
  //:
  //: - Predict: When is the lie largest: with few votes hidden, or with
  //:   many?
  let everything = entries(present)
  let leaky = Completion(try baseline(of: everything))
  let shares = [0.2, 0.9, 0.95, 0.98]
  let leaks = try shares.map { share in
    let (kept, hidden) = try everything.split(
      holdingOut: share, using: &generator)
    let honest = Completion(try baseline(of: kept))
    return (
      leaky: leaky.rootMeanSquareError(on: hidden),
      honest: honest.rootMeanSquareError(on: hidden)
    )
  }
  page.table(
    "RMSE of the biases, on hidden votes",
    .percents("hidden", shares, digits: 0),
    .numbers("the means saw them", leaks.map(\.leaky), digits: 3),
    .numbers("they did not", leaks.map(\.honest), digits: 3))
  page.check(
    "the leak flatters", leaks.allSatisfy { $0.leaky < $0.honest })
  let lies = leaks.map { $0.honest - $0.leaky }
  page.check("and most where most is hidden", lies.max() == lies.last)
  page.reveal(
    "It grows with what is hidden: \(lies[0].shown(decimals: 3)) with a "
      + "fifth, \(lies[3].shown(decimals: 3)) with all but 2 %.")

  //: ## Where this goes wrong: missing for a reason
  //:
  //: So far you hid entries by lot. People do not rate by lot: they see
  //: the films that they expect to like. Nobody knows the truth then, so
  //: make one: tastes of rank 2 and noise, with mean 3. Of each number the
  //: chance to be seen grows with it.
  let truth =
    Matrix<Double>.normal(rows: 150, columns: 2, using: &generator)
    * Matrix<Double>.normal(rows: 2, columns: 100, using: &generator)
    * 0.7
    + Matrix<Double>.normal(rows: 150, columns: 100, using: &generator)
    * 0.3
  let stars = truth.map { $0 + 3 }
  let chances = stars.map { 0.6 / (1 + exp(2 * (3.5 - $0))) + 0.02 }
  let watched = chances.map { generator.nextUniform() < $0 ? 1.0 : 0 }
  let rated = ObservedEntries(stars) { watched[$0, $1] == 1 }
  let unseen = ObservedEntries(stars) { watched[$0, $1] == 0 }

  //: Fit it as ever, with a fifth of what was seen held out.
  //:
  //: - Predict: Will the held-out error be honest about the unseen?
  let (shown, heldOut) = try rated.split(
    holdingOut: 0.2, using: &generator)
  let naive = try alternatingLeastSquares(
    shown, rank: 2, penalty: 2, seed: page.seed)

  //: Who knows the chances p can mend the *measure*: an entry that was
  //: seen with chance p stands for (1 − p)/p that were not (T. Schnabel
  //: and others, "Recommendations as Treatments", 2016).
  let weights = heldOut.entries.map {
    (1 - chances[$0.row, $0.column]) / chances[$0.row, $0.column]
  }
  let squaresSeen = naive.squaredErrors(on: heldOut)
  let mended =
    zip(weights, squaresSeen).reduce(0) { $0 + $1.0 * $1.1 }
    / weights.reduce(0, +)
  func meanGuess(_ entries: ObservedEntries) -> Double {
    naive.predictions(for: entries).reduce(0, +) / Double(entries.count)
  }
  let claimed = naive.rootMeanSquareError(on: heldOut)
  let real = naive.rootMeanSquareError(on: unseen)
  page.table(
    "Seen, and not seen",
    .texts("of the", ["held out", "held out, weighted", "unseen"]),
    .texts(
      "mean",
      [
        heldOut.mean.shown(decimals: 2), "",
        unseen.mean.shown(decimals: 2),
      ]),
    .numbers("RMSE", [claimed, mended.squareRoot(), real], digits: 3))
  page.check("what is seen is rated higher", rated.mean > unseen.mean)
  page.check("the held-out error is too good", claimed < real)
  page.reveal(
    "Not at all: it says \(claimed.shown(decimals: 2)), and on the "
      + "unseen it is \(real.shown(decimals: 2)). Weighted, it says "
      + "\(mended.squareRoot().shown(decimals: 2)).")
  page.note(
    "The guesses of the unseen have the mean "
      + "\(meanGuess(unseen).shown(decimals: 2)); in truth it is "
      + "\(unseen.mean.shown(decimals: 2)).")

  //: In life nobody knows p, and no table of ratings alone can tell
  //: whether its gaps have a reason.
  //:
  //: ## Where this goes wrong: choosing on the test
  //:
  //: Take the biases and add noise: uᵢvⱼ, random numbers both. Do it 200
  //: times, and you have 200 methods that know nothing. Choose the one
  //: that does best on a test of 50 votes.
  let (others, few) = try entries(test).split(
    holdingOut: 50 / Double(count(test)), using: &generator)
  let pretenders = (1...200).map { _ in
    Completion(
      baseline: base,
      left: .normal(rows: votes.rows, columns: 1, using: &generator) * 0.3,
      right: .normal(rows: votes.columns, columns: 1, using: &generator))
  }
  let honest = Completion(base)
  let ranked = zip(pretenders, errors(pretenders, on: few))
    .min { $0.1 < $1.1 }
  let winner = ranked?.0 ?? honest

  //: Look at the winner on the votes it was chosen by, and on all others.
  let onFew = errors([winner, honest], on: few)
  let onOthers = errors([winner, honest], on: others)
  page.table(
    "RMSE", .texts("method", ["the best of 200", "biases"]),
    .numbers("on the 50 votes", onFew, digits: 3),
    .numbers("on the other hidden ones", onOthers, digits: 3))
  func isBetter(on entries: ObservedEntries) -> Bool {
    winner.rootMeanSquareError(on: entries)
      < honest.rootMeanSquareError(on: entries)
  }
  page.check("it wins where it was chosen", isBetter(on: few))
  page.check("and nowhere else", !isBetter(on: others))

  //: Choosing a rank on the test is the same on a small scale. The error
  //: of the winner, where it won, is always too good. So the drawer stays
  //: shut until all is chosen.
  //:
  //: ## Missing is not zero
  //:
  //: So what fills the holes? A matrix of low rank that is asked to agree
  //: with the known entries alone. How much it gains on the biases, only
  //: entries can say that took no part.
  page.predictions()

  //: ## Your turn
  //:
  //: Five exercises belong to this lesson. Write them in
  //: `Exercises/08-Recommender.swift` and grade them with `swift test
  //: --filter Recommender`.
  //:
  //: Lists are read off the guesses of any of them; yeas alone are 8.5
  //: with weights, and gaps with a reason 8.2 with weights.
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
}

//: ## Behind the page
//:
//: The options.
func pageOptions() -> [LessonOption] {
  [
    .init(
      "--ratings", value: "FILE",
      help: "users, items and ratings (MovieLens' too), or a table"),
    .init("--rank", value: "K", help: "this rank, in place of a choice"),
    .init("--lambda", value: "X", help: "this penalty, likewise"),
  ] + LessonOption.ofRatings
}

//: What they ask for. A rank is at most the shorter side of the table.
struct Request {
  var ratings: Ratings?
  var rank: Int?
  var penalty: Double?

  init(_ page: Page) throws {
    var side = try BundledTable.senate.load().rowCount
    let choices = try page.options.readingChoices()
    if let file = page.option("--ratings") {
      let read = try Ratings(contentsOf: file, choices, minimum: 20)
      side = min(read.users.count, read.items.count)
      ratings = read
    }
    if page.isGiven("--rank") {
      rank = try page.integer("--rank", in: 1...side)
    }
    if page.isGiven("--lambda") {
      penalty = try page.number("--lambda", in: 0 ... .infinity)
    }
  }
}

//: Ratings as entries of a matrix, and a column of the senate's table.
extension ObservedEntries {
  init(_ ratings: Ratings) throws {
    try self.init(
      rows: ratings.users.count, columns: ratings.items.count,
      places: ratings.entries.map { ($0.user, $0.item, $0.value) })
  }
}

extension CSVTable {
  func cells(of name: String) -> [String] {
    labels.first { $0.name == name }?.cells ?? []
  }
}

//: A root mean square error from squared errors, with its standard error.
func rootMean(_ squares: [Double]) -> String {
  let (mean, error) = meanAndError(squares)
  let root = mean.squareRoot()
  let ofRoot = root > 0 ? error / (2 * root) : 0
  return "\(root.shown(decimals: 3)) ± \(ofRoot.shown(decimals: 3))"
}

//: By how much the squared errors of one method are smaller, on average.
func gain(of squares: [Double], on others: [Double]) -> String {
  let (mean, error) = meanAndError(zip(others, squares).map { $0 - $1 })
  return "\(mean.shown(decimals: 4)) ± \(error.shown(decimals: 4))"
}

//: A mean share in percent with its standard error.
func meanPercent(_ shares: [Double]) -> String {
  guard !shares.isEmpty else { return "–" }
  let (mean, error) = meanAndError(shares)
  let parts = [mean, error].map { (100 * $0).shown(decimals: 1) }
  return parts.joined(separator: " ± ")
}

func meanAndError(_ values: [Double]) -> (mean: Double, error: Double) {
  let n = Double(values.count)
  let mean = values.reduce(0, +) / n
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (mean, n > 1 ? (squares / (n - 1) / n).squareRoot() : 0)
}
