using Glia.Doctor.Findings;

namespace Glia.Programs.Tapes;

/// <summary>A line of the program and the statement it belongs to.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="First">The first line of the statement.</param>
/// <param name="Targets">What the statement assigns to, as written.</param>
internal sealed record Statement(string File, int Line, int First, string[] Targets)
{
    /// <summary>The statement before it that gave what it gives to a function another name; null if there is none.</summary>
    public Statement? NamedAt { get; init; }

    /// <summary>The statement as the source of something in a finding.</summary>
    /// <param name="name">What it makes.</param>
    /// <param name="folder">The program's folder: the file is told from there.</param>
    public Source Source(string name, string folder) => new(name, Path.GetRelativePath(folder, File), Line);

    /// <summary>Whether both are lines of one statement.</summary>
    public bool IsSame(Statement other) => File == other.File && First == other.First;
}
