import Networks

extension Measurement {
  /// Everything that is measured, in the order of the report.
  static let all: [Measurement] = [
    product("sgemm-1024", 1024, Float.self),
    product("dgemm-1024", 1024, Double.self),
    svd("svd-5", 5, Double.self),
    svd("svd-100", 100, Double.self),
    svd("svd-400", 400, Double.self),
    svd("svd-1024", 1024, Double.self, reportingMemory: true),
    svd("svd-1024-f32", 1024, Float.self),
    eigh("eigh-5", 5),
    eigh("eigh-100", 100),
    eigh("eigh-400", 400),
    eigh("eigh-1024", 1024),
    pca("pca-5000x784", rows: 5000, columns: 784),
    truncated("truncated20-1024-f32", 1024, rank: 20, Float.self),
    trainingStep("mlp5x1024-step-b256-sgd", SGD(learningRate: 0.01, momentum: 0.9)),
    trainingStep("mlp5x1024-step-b256-adam", Adam(learningRate: 1e-4)),
    forwardPass("mlp5x1024-forward-b256"),
    tucker("tucker-28x28x500-6-6-30", sizes: [28, 28, 500], ranks: [6, 6, 30]),
    cp("cp-28x28x500-r10", sizes: [28, 28, 500], rank: 10),
    dynamicStep("dynamic-svd20-step-b256", rank: 20),
    convolutionStep("cnn-step-b128"),
  ]
}
