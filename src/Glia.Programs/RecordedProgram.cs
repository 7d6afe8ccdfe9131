using Glia.Data;

namespace Glia.Programs;

/// <summary>What was understood of a program that was run.</summary>
/// <param name="Program">Its file.</param>
/// <param name="Understood">What was understood, in words: <c>2 layers, 2-4-1</c>.</param>
/// <param name="Arrays">The recorded step as a trace: docs/trace.md.</param>
/// <param name="Output">What the program wrote.</param>
public sealed record RecordedProgram(string Program, string Understood, IReadOnlyDictionary<string, NdArray> Arrays, string Output)
{
    /// <summary>Writes the trace.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <exception cref="GliaException">It cannot be written.</exception>
    public void Write(string path) => Npz.Write(path, Arrays);
}
