import LinearAlgebra

/// Takes the measurements, one after the other.
struct Run {
  /// The peers, until they fail.
  var peers: Peers?

  /// The peak of one precision is measured once, when it is first needed.
  private var peaks: [Bool: Double] = [:]

  init(peers: Peers?) { self.peers = peers }

  /// Measures our work, and the peers' in turn with it, so that a machine that changes its pace
  /// changes both.
  mutating func take(_ measurement: Measurement) throws -> Result {
    let work = try measurement.prepare()
    // The first call warms up, the second tells how long one takes.
    try work()
    let plan = Plan(secondsPerCall: try seconds(1, work))
    var ours: [Double] = []
    var theirs: [String: [Double]] = [:]
    var libraries: [String] = []
    for _ in 0..<plan.rounds {
      // Each side wakes its threads and the processor's clock with calls that are not timed.
      for _ in 0..<plan.warmUp { try work() }
      ours.append(try seconds(plan.batch, work))
      for (library, seconds) in ask(measurement.name, plan.batch) {
        if theirs[library] == nil { libraries.append(library) }
        theirs[library, default: []].append(seconds)
      }
    }
    let time = median(ours)
    var result = Result(name: measurement.name, seconds: time)
    result.peers = libraries.map { ($0, median(theirs[$0, default: []])) }
    if let operations = measurement.operations {
      result.rate = (operations / time, peak(measurement.isSingle))
    }
    return result
  }

  /// What the peers say, as long as they do.
  private mutating func ask(_ name: String, _ count: Int) -> [(library: String, Double)] {
    do {
      return try peers?.seconds(name, count: count) ?? []
    } catch {
      complain("\(error.reason); going on without peers")
      peers = nil
      return []
    }
  }

  private mutating func peak(_ isSingle: Bool) -> Double {
    if let known = peaks[isSingle] { return known }
    let rate = isSingle ? peakOperationsPerSecond(Float.self) : peakOperationsPerSecond(Double.self)
    peaks[isSingle] = rate
    return rate
  }
}
