using Glia.Doctor.Findings;
using Glia.Experiments;
using Glia.Files;

namespace Glia.Doctor.Trials;

/// <summary>A mended experiment, which was trained before it is called mended.</summary>
/// <param name="Experiment">The experiment with every repair.</param>
/// <param name="Repairs">What each repair mends, and what it changed, in words.</param>
public sealed record Mending(Experiment Experiment, IReadOnlyList<(Fault Fault, string Words)> Repairs)
{
    /// <summary>What it reached when it was trained, in words: <c>after 500 of 500 steps 97 % of 400 rows are right</c>.</summary>
    public string Reached { get; init; } = "";

    /// <summary>The experiment as it was; null if that is not known.</summary>
    internal Experiment? Was { get; init; }

    /// <summary>The file it came from; null if it came from none.</summary>
    internal string? File { get; init; }

    /// <summary>
    /// Writes the mended experiment as an experiment file. The text it came from is kept but for what is mended, and comments say what
    /// stood there.
    /// </summary>
    /// <param name="path">The file to write; it is written beside and renamed.</param>
    /// <exception cref="GliaException">The file cannot be written.</exception>
    public void Write(string path)
    {
        string? original = System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File) : null;
        AtomicFile.WriteText(path, MendedFile.Write(Was ?? Experiment, this, original, Path.GetDirectoryName(Path.GetFullPath(path))));
    }
}
