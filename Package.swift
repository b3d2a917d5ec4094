// swift-tools-version: 6.3
import PackageDescription

/// A lesson: the folder is `Lessons/NN-Name`, the product `Name`. `solutions` names what its
/// solutions need beside LinearAlgebra, `uses` what the page itself does; `loops` says that the page
/// runs through pixels or samples itself.
struct Lesson {
  let label: String
  var solutions: [String] = []
  var uses: [String] = []
  var loops = false
  var name: String { String(label.dropFirst("NN-".count)) }
}

/// The lessons, in order.
let lessons = [
  Lesson(label: "01-Eigendecomposition"),
  Lesson(label: "02-SVDProof"),
  Lesson(label: "03-PrincipalComponents", uses: ["Datasets", "LowRank"], loops: true),
  Lesson(label: "04-ImageCompression", uses: ["Datasets"]),
  Lesson(label: "05-NetworkCompression", uses: ["Networks"]),
  Lesson(label: "06-Denoising", uses: ["Datasets", "LowRank"], loops: true),
  Lesson(label: "07-Distillation", uses: ["Datasets", "LowRank", "Networks"]),
  Lesson(label: "08-Recommender", uses: ["Datasets", "LowRank"]),
  Lesson(label: "09-TensorDecomposition", solutions: ["LowRank"], uses: ["Datasets", "LowRank"]),
  Lesson(label: "10-FilterFactorization", uses: ["Networks"]),
  Lesson(label: "11-Quantization", uses: ["Datasets", "Networks"]),
  Lesson(label: "12-NuclearNorm", uses: ["LowRank", "Networks"]),
  Lesson(label: "13-LowRankAdapters", uses: ["Datasets", "Networks"]),
]

/// `LOWRANK_PORTABLE=1` builds for any processor of the architecture, not for this one alone.
let portable = Context.environment["LOWRANK_PORTABLE"] == "1"

/// What those targets depend on that judge answers. A target names every module whose types it
/// uses, however far below: a build compiles it anew only where a module that it names has changed.
let judging: [Target.Dependency] =
  ["Coursework", "Grading", "Exchange", "LowRankExchange", "LowRank", "LinearAlgebra"]
  + lessons.map { .target(name: "\($0.name)Solutions") }

let package = Package(
  name: "LowRank",
  platforms: [.macOS(.v15)],
  products: [.library(name: "LinearAlgebra", targets: ["LinearAlgebra"])]
    + lessons.map { .executable(name: $0.name, targets: [$0.name]) }
    + [.executable(name: "course", targets: ["course"])],
  targets: [
    // What the kit is made of, from the ground up.
    .target(
      name: "LinearAlgebra",
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(name: "LowRank", dependencies: ["LinearAlgebra"]),
    .target(name: "Presentation"),
    .target(
      name: "Datasets", dependencies: ["LinearAlgebra", "Presentation"], resources: [.copy("Data")]),
    .target(name: "Networks", dependencies: ["LowRank", "LinearAlgebra", "Datasets"]),
    .target(
      name: "Notebook", dependencies: ["LinearAlgebra", "Presentation", "Exchange", "Datasets"],
      resources: [
        .embedInCode("Web/page.css"), .embedInCode("Web/page.js"),
        .embedInCode("Web/Explorations/layers.js"), .embedInCode("Web/Explorations/ellipse.js"),
        .embedInCode("Web/Explorations/projection.js"), .embedInCode("Web/Explorations/frames.js"),
        .embedInCode("Web/Book/search.js"),
      ]),
    // How a program that holds a learner's functions is asked, and answers.
    .target(name: "Exchange", dependencies: ["LinearAlgebra"]),
    .target(name: "LowRankExchange", dependencies: ["Exchange", "LowRank", "LinearAlgebra"]),
    // What a learner's program runs under. The executables that grade start it, and are built with it.
    .executableTarget(name: "keeper", dependencies: ["Exchange"], path: "Sources/Keeper"),
    .target(name: "Grading", dependencies: ["Exchange", "Presentation", "keeper"]),

    // What a learner writes, and what holds it against the kit's answers.
    .target(name: "Coursework", dependencies: Array(judging.dropFirst())),
    .executableTarget(
      name: "course", dependencies: ["Presentation", "Notebook", "Datasets"] + judging),
    .executableTarget(
      name: "Benchmarks", dependencies: ["LinearAlgebra", "LowRank", "Networks"],
      resources: [.embedInCode("peers.py")]),

    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"]),
    .testTarget(name: "LowRankTests", dependencies: ["LowRank", "LinearAlgebra"]),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets"]),
    .testTarget(name: "NetworksTests", dependencies: ["Networks", "LowRank", "LinearAlgebra"]),
    .testTarget(name: "PresentationTests", dependencies: ["Presentation", "LinearAlgebra"]),
    .testTarget(
      name: "NotebookTests", dependencies: ["Notebook", "Presentation", "LinearAlgebra"]),
    .testTarget(
      name: "GradingTests", dependencies: ["Grading", "Exchange", "Presentation", "faults"],
      exclude: ["Golden"]),
    .executableTarget(name: "faults", dependencies: ["Exchange"], path: "Tests/Faults"),
    .testTarget(name: "CourseworkTests", dependencies: ["course", "Presentation"] + judging),
    .testTarget(
      name: "LessonTests",
      dependencies: ["Notebook", "Presentation"] + lessons.map { .target(name: $0.name) },
      exclude: ["Transcripts"]),
    .testTarget(name: "ExerciseTests", dependencies: ["Presentation"] + judging),
  ]
    // For each lesson its solutions, the functions of its exercises as the page calls them, and
    // the page.
    + lessons.flatMap { lesson -> [Target] in
      let others = lessons.map { "\($0.label).swift" }.filter { $0 != "\(lesson.label).swift" }
      let below = (["LinearAlgebra"] + lesson.solutions).map {
        Target.Dependency(stringLiteral: $0)
      }
      return [
        .target(
          name: "\(lesson.name)Solutions", dependencies: below, path: "Solutions",
          exclude: others, sources: ["\(lesson.label).swift"]),
        .target(
          name: "\(lesson.name)Exercises",
          dependencies: below + ["Exchange", .target(name: "\(lesson.name)Solutions")]
            + (lesson.solutions.isEmpty ? [] : ["LowRankExchange"]),
          path: "Sources/Workbench", exclude: others, sources: ["\(lesson.label).swift"]),
        .executableTarget(
          name: lesson.name,
          dependencies: [
            .target(name: "\(lesson.name)Exercises"), "Notebook", "LinearAlgebra",
          ] + lesson.uses.map { Target.Dependency(stringLiteral: $0) },
          path: "Lessons/\(lesson.label)"),
      ]
    },
  swiftLanguageModes: [.v6]
)

/// Numeric Swift without optimisation is about a hundred times slower, and a lesson should be
/// quick under a plain `swift run`. So what has inner loops is optimised in a debug build too, Grading
/// among it, whose self-check compares some million outputs. All else is not, most lessons' pages
/// among it: it compiles in a third of the time.
let optimised = Set(
  ["LinearAlgebra", "LowRank", "Datasets", "Networks", "Grading", "Benchmarks"]
    + lessons.map { "\($0.name)Solutions" } + lessons.filter(\.loops).map(\.name))

for target in package.targets {
  var settings: [SwiftSetting] = []
  if optimised.contains(target.name) {
    // Several threads make a whole-module build write one object a file, as a debug build expects.
    settings.append(
      .unsafeFlags(
        ["-O", "-wmo", "-num-threads", "2", "-disable-batch-mode"], .when(configuration: .debug)))
  }
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
