import LinearAlgebra
import Synchronization

/// How networks are trained of which validation samples choose the learning rate alone: each rate for all of
/// the epochs, falling to zero along half a cosine.
///
/// ```swift
/// let search = RateSearch(learningRates: [1e-3, 1e-2], epochs: 40, batchSize: 20)
/// let found = search.trained(starts, on: samples, validation: validation, seed: 1)
/// found.selections[0].learningRate
/// ```
public struct RateSearch: Sendable {
  /// The rates to try, each from the same start.
  public let learningRates: [Float]

  /// The epochs that each is tried for.
  public let epochs: Int

  /// How many samples make a step.
  public let batchSize: Int

  /// Creates a search.
  ///
  /// - Precondition: There is a rate.
  public init(learningRates: [Float], epochs: Int, batchSize: Int) {
    require(
      !learningRates.isEmpty,
      "there is no learning rate to choose from")
    self.learningRates = learningRates
    self.epochs = epochs
    self.batchSize = batchSize
  }

  /// Trains every run's network at every rate with Adam, several of them at a time.
  ///
  /// - Parameters:
  ///   - starts: A network for each run.
  ///   - samples: What each run learns from.
  ///   - validation: What chooses the rate; of equals the first.
  ///   - seed: What draws the order of the first run's samples; the next ones draw theirs.
  /// - Precondition: There are samples for each run.
  public func trained(
    _ starts: [Network], on samples: [Samples], validation: Samples, seed: UInt64
  ) -> RateTrials {
    require(
      starts.count == samples.count,
      "\(starts.count) networks do not fit \(samples.count) sets of samples")
    let rates = learningRates.count
    let found = Mutex<[Int: (network: Network, score: Score)]>([:])
    concurrently(starts.count * rates) { place in
      let (run, rate) = (place / rates, place % rates)
      let plan = TrainingPlan(
        learningRates: [learningRates[rate]], epochs: epochs, batchSize: batchSize,
        seed: seed &+ UInt64(run))
      let network = starts[run].trained(by: plan, on: samples[run])
      let score = network.accuracy(on: validation)
      found.withLock { $0[place] = (network, score) }
    }
    let all = found.withLock { $0 }
    var selections: [SelectedNetwork] = []
    var scores: [[Score]] = []
    for run in starts.indices {
      let trials = (0..<rates).compactMap { all[run * rates + $0] }
      scores.append(trials.map(\.score))
      var best = 0
      for rate in 1..<rates where trials[rate].score.share > trials[best].score.share {
        best = rate
      }
      selections.append(
        SelectedNetwork(
          network: trials[best].network, learningRate: learningRates[best], epoch: epochs,
          validation: trials[best].score))
    }
    return RateTrials(selections: selections, scores: scores, learningRates: learningRates)
  }
}

/// What a search over rates found.
public struct RateTrials: Sendable {
  /// Networks that were found already, for the runs in turn: nothing was tried.
  public init(_ networks: [Network]) {
    selections = networks.map {
      SelectedNetwork(
        network: $0, learningRate: 0, epoch: 0, validation: Score(correct: 0, of: 0))
    }
    scores = networks.map { _ in [] }
    learningRates = []
  }

  init(selections: [SelectedNetwork], scores: [[Score]], learningRates: [Float]) {
    (self.selections, self.scores) = (selections, scores)
    self.learningRates = learningRates
  }

  /// The network of each run at the rate that served it best.
  public let selections: [SelectedNetwork]

  /// The accuracy on the validation samples, for each run and each rate.
  public let scores: [[Score]]

  /// The rates that were tried.
  public let learningRates: [Float]

  /// The networks alone.
  public var networks: [Network] { selections.map(\.network) }

  /// The accuracy at each rate, the mean over the runs.
  public var meanScores: [Double] {
    (scores.first ?? []).indices.map { rate in Average(scores.map { $0[rate].share }).mean }
  }

  /// The place of the rate that does best on validation in the mean over the runs; of equals the first.
  public var bestPlace: Int {
    let means = meanScores
    return means.indices.reduce(0) { means[$1] > means[$0] ? $1 : $0 }
  }

  /// The share of `samples` that the networks put into their class, with the error that other samples and
  /// other runs make.
  public func accuracy(on samples: Samples) -> Average {
    Average(runs: hits(on: samples))
  }

  /// By how much these networks do better than others of the same runs, as a share of the samples.
  ///
  /// - Precondition: There are as many runs of both.
  public func difference(from other: RateTrials, on samples: Samples) -> Average {
    Average(runs: hits(on: samples), less: other.hits(on: samples))
  }

  private func hits(on samples: Samples) -> [[Double]] { networks.map { $0.hits(on: samples) } }
}
