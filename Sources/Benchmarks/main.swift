// The measuring program: one line a measurement, `name seconds`. See Options.help.

import Foundation

do {
  let options = try Options(Array(CommandLine.arguments.dropFirst()))
  try measure(options)
} catch let error as UsageError {
  complain("\(error.message); see Benchmarks --help")
  exit(64)
} catch {
  complain("\(error)")
  exit(1)
}

/// Does what the options ask for.
func measure(_ options: Options) throws {
  if options.isHelp { return print(Options.help) }
  if let name = options.memory {
    guard let measurement = Measurement.all.first(where: { $0.name == name }) else {
      throw UsageError(message: "--memory: expected the name of a measurement, found “\(name)”")
    }
    return print(try memory(of: measurement))
  }
  let chosen = Measurement.all.filter { options.includes($0.name) }
  guard !chosen.isEmpty else {
    throw UsageError(message: "--filter: no measurement is named so; --list names all")
  }
  if options.isList {
    for measurement in chosen { print(measurement.name) }
    return
  }

  var run = Run(peers: options.withPeers ? startPeers() : nil)
  if options.isCSV { say(Report.header) }
  for measurement in chosen {
    let result = try run.take(measurement)
    say(options.isCSV ? Report.csv(result) : Report.line(result))
    if let input = measurement.inputBytes, let peak = memoryInChild(of: measurement.name) {
      say(Report.memory(measurement.name, peak / input, isCSV: options.isCSV))
    }
  }
}

/// Starts the peers, or says in one line why there are none.
func startPeers() -> Peers? {
  // Should Python end early, a write to it is to fail, not to end this program.
  signal(SIGPIPE, SIG_IGN)
  do {
    let threads = ProcessInfo.processInfo.activeProcessorCount
    let peers = try Peers(threads: threads)
    complain("\(threads) threads on each side; peers: \(peers.libraries)")
    return peers
  } catch {
    complain("no peers: \(error.reason)")
    return nil
  }
}
