namespace Glia.Programs;

/// <summary>How a program is run while it is recorded.</summary>
public sealed record ProgramOptions
{
    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The folder in which it runs; null for its own.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// The Python to run it with; null for the first of <c>$PYTHON</c>, <c>python3</c>, <c>python</c> and the system's own that has what
    /// the program imports.
    /// </summary>
    public string? Python { get; init; }

    /// <summary>For how many seconds, from its first product on, it is followed. Then it is stopped.</summary>
    public double Seconds { get; init; } = 10;

    /// <summary>For how many seconds it may load its data and the like before its first product.</summary>
    public double SecondsBefore { get; init; } = 120;

    /// <summary>How many megabytes of its arrays are kept.</summary>
    public int Megabytes { get; init; } = 256;

    /// <summary>
    /// Writes the digits for a program that would fetch MNIST from the network, to the path it is given, as Keras' <c>mnist.npz</c> has
    /// them; null to let the program fetch them itself.
    /// </summary>
    public Action<string>? WriteMnist { get; init; }

    /// <summary>
    /// Whether the program is run again for each corrected line that can be written, with that line in its place in memory, so that both
    /// curves can be shown. Its file is never changed.
    /// </summary>
    public bool Prove { get; init; }

    /// <summary>Ends the program, and whatever it started, at once.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Where what the program writes goes as well, line by line, as it comes; null for nowhere.</summary>
    public TextWriter? Echo { get; init; }

    /// <summary>Where is told how it is run, if not as anybody would expect: with another Python, say; null for nowhere.</summary>
    public TextWriter? Remarks { get; init; }
}
