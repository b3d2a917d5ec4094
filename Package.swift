// swift-tools-version: 6.2
import PackageDescription

/// The lessons, in order. The folder is `Lessons/NN-Name`; the product is `Name`.
let lessons = [
  "01-Eigendecomposition",
  "02-SVDProof",
  "03-PrincipalComponents",
  "04-ImageCompression",
  "05-NetworkCompression",
  "06-Denoising",
  "07-Distillation",
  "08-Recommender",
  "09-TensorDecomposition",
  "10-FilterFactorization",
  "11-Quantization",
  "12-NuclearNorm",
]
func product(_ lesson: String) -> String { String(lesson.dropFirst("NN-".count)) }

/// `LOWRANK_PORTABLE=1` builds for any processor of the architecture, not for this one alone.
let portable = Context.environment["LOWRANK_PORTABLE"] == "1"

/// `LOWRANK_MINE=1` runs the lessons on the learner's functions: the switch of `course mine`.
/// Without it no lesson depends on Exercises, so a half-written file never stops a lesson.
let mine = Context.environment["LOWRANK_MINE"] == "1"

/// What those targets depend on that judge answers. A target names every module whose types it
/// uses, however far below: a build compiles it anew only where a module that it names has changed.
let judging: [Target.Dependency] = [
  "Coursework", "Grading", "Solutions", "LowRank", "LinearAlgebra",
]

let package = Package(
  name: "LowRank",
  products: [.library(name: "LinearAlgebra", targets: ["LinearAlgebra"])]
    + lessons.map { .executable(name: product($0), targets: [product($0)]) }
    + [.executable(name: "course", targets: ["course"])],
  targets: [
    // What the kit is made of, from the ground up.
    .target(
      name: "LinearAlgebra",
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(name: "LowRank", dependencies: ["LinearAlgebra"]),
    .target(name: "Datasets", dependencies: ["LinearAlgebra"], resources: [.copy("Data")]),
    .target(name: "Networks", dependencies: ["LowRank", "LinearAlgebra", "Datasets"]),
    .target(name: "Notebook", dependencies: ["LinearAlgebra", "Datasets"]),
    .target(name: "Grading"),

    // What a learner writes, what the kit answers, and what holds one against the other.
    .target(name: "Solutions", dependencies: ["LowRank", "LinearAlgebra"], path: "Solutions"),
    .target(
      name: "Exercises", dependencies: ["LowRank", "LinearAlgebra", "Grading"], path: "Exercises"),
    .target(
      name: "Coursework", dependencies: ["Grading", "Solutions", "LowRank", "LinearAlgebra"]),
    .target(name: "Submission", dependencies: ["Exercises"] + judging),
    .target(name: "Workbench", dependencies: judging + (mine ? ["Submission"] : [])),
    .executableTarget(name: "course", dependencies: judging),
    .executableTarget(name: "grader", dependencies: ["Submission", "Exercises"] + judging),
    .executableTarget(
      name: "Benchmarks", dependencies: ["LinearAlgebra", "LowRank", "Networks"],
      resources: [.embedInCode("peers.py")]),

    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"]),
    .testTarget(name: "LowRankTests", dependencies: ["LowRank", "LinearAlgebra"]),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets"]),
    .testTarget(name: "NetworksTests", dependencies: ["Networks", "LowRank", "LinearAlgebra"]),
    .testTarget(name: "NotebookTests", dependencies: ["Notebook", "Datasets", "LinearAlgebra"]),
    .testTarget(name: "GradingTests", dependencies: ["Grading", "faults"]),
    .executableTarget(name: "faults", dependencies: ["Grading"], path: "Tests/Faults"),
    .testTarget(name: "CourseworkTests", dependencies: ["course"] + judging),
    .testTarget(
      name: "LessonTests",
      dependencies: lessons.map { .target(name: product($0)) }),
    .testTarget(name: "ExerciseTests", dependencies: ["grader"] + judging),
  ]
    + lessons.map {
      .executableTarget(
        name: product($0),
        dependencies: ["Workbench", "Notebook", "Datasets", "Networks"] + judging,
        path: "Lessons/\($0)")
    },
  swiftLanguageModes: [.v6]
)

for target in package.targets {
  var settings: [SwiftSetting] = []

  // Numeric Swift without optimisation is about a hundred times slower, and a lesson should be
  // quick under a plain `swift run`. Exercises stay as they are, so that a learner's trap keeps
  // its message; tests stay as they are, so that they compile quickly.
  if target.name != "Exercises" && target.name != "faults" && target.type != .test {
    // Several threads make a whole-module build write one object a file, as a debug build expects.
    settings.append(
      .unsafeFlags(
        ["-O", "-wmo", "-num-threads", "2", "-disable-batch-mode"], .when(configuration: .debug)))
  }

  if mine && target.name == "Workbench" { settings.append(.define("LOWRANK_MINE")) }

  if portable {
    settings.append(.define("LOWRANK_PORTABLE"))
  } else {
    // Lets the compiler use the vector and fused multiply-add instructions of this machine.
    #if arch(x86_64)
      settings.append(.unsafeFlags(["-Xcc", "-march=native"]))
    #endif
  }
  target.swiftSettings = settings
}
