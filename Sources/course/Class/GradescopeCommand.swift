import Foundation
import Grading

/// `course gradescope`: the parts of an autograder for Gradescope, to be zipped and uploaded.
enum GradescopeCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    let (folder, names) = try FolderRequest.read(words, verb: "gradescope")
    let selected = try Selection.exercises(names)
    let what = names.isEmpty ? [] : selected.map(\.exercise.number)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, text) in files(grading: what) {
        let url = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        if !name.hasSuffix(".md") {
          try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: url.path)
        }
      }
      try KitCopy.write(to: folder.appendingPathComponent("kit"))
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(message: "\(folder.path): cannot be written", status: 73)
    }
    print("The autograder is in \(folder.path); its README.md says how to upload it.")
    return 0
  }

  /// The scripts that Gradescope calls, by name.
  static func files(grading what: [String]) -> [String: String] {
    [
      "setup.sh": """
      #!/usr/bin/env bash
      # Installs the toolchain and builds the kit, once, when the autograder is built.
      set -euo pipefail
      export DEBIAN_FRONTEND=noninteractive
      apt-get update
      apt-get install -y --no-install-recommends binutils ca-certificates curl git gnupg libc6-dev \\
        libcurl4-openssl-dev libedit2 libgcc-11-dev libncurses-dev libpython3-dev libsqlite3-0 \\
        libstdc++-11-dev libxml2-dev libz3-dev pkg-config tzdata unzip zlib1g-dev
      if ! command -v swift >/dev/null; then
        . /etc/os-release
        platform="ubuntu$VERSION_ID"
        machine=""
        [ "$(uname -m)" = x86_64 ] || machine="-$(uname -m)"
        release="swift-6.3-RELEASE"
        address="https://download.swift.org/swift-6.3-release/${platform//./}$machine/$release"
        curl --fail --silent --show-error --location \\
          "$address/$release-$platform$machine.tar.gz" | tar --extract --gzip --directory=/opt
        ln -s /opt/swift-*/usr/bin/* /usr/local/bin/ || true
      fi
      cd /autograder/source/kit
      # The machines that grade may have other processors than the one that builds.
      LOWRANK_PORTABLE=1 swift build --product course

      """,
      "run_autograder": """
      #!/usr/bin/env bash
      # Grades one submission. The results are written whatever the marks are.
      set -u
      cd /autograder/source/kit
      mkdir -p /autograder/results
      LOWRANK_PORTABLE=1 .build/debug/course grade\(what.map { " " + $0 }.joined()) \\
        --submission /autograder/submission --state /tmp/lowrank --format gradescope \\
        --output /autograder/results/results.json
      [ -s /autograder/results/results.json ] || cat > /autograder/results/results.json <<'END'
      {"score": 0, "output": "The kit itself failed on this submission. Tell your instructor."}
      END

      """,
      "README.md": """
      # An autograder for Gradescope

      Zip what is in this folder, not the folder, and upload it as the autograder of a programming
      assignment, on the base image Ubuntu 22.04. Learners hand in the files of their `Exercises` folder, or a
      zip of it. The toolchain is fetched once, when Gradescope builds the image.

      Where you have an image of your own, begin with `swift:6.3-jammy` and Gradescope's harness: then
      `setup.sh` finds the toolchain there.

      """,
    ]
  }
}

/// `--output FOLDER` and words.
enum FolderRequest {
  static func read(
    _ words: [String], verb: String
  ) throws(Failure) -> (folder: URL, rest: [String]) {
    var folder: URL?
    var others: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word == "--output" else {
        others.append(word)
        continue
      }
      guard let value = rest.popFirst(), !value.hasPrefix("--"), !value.isEmpty else { break }
      folder = URL(fileURLWithPath: value)
    }
    guard let folder else { throw .usage("\(verb) needs a folder: --output FOLDER") }
    let held = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    guard held.isEmpty else {
      throw Failure(message: "\(folder.path): expected an empty folder or none", status: 73)
    }
    return (folder, others)
  }
}
