namespace Glia.Programs.Mending;

/// <summary>A program with some lines changed, in a file of its own beside nothing of its owner's.</summary>
/// <param name="File">The changed text.</param>
/// <param name="Lines">The lines that are other than before.</param>
internal sealed record MendedProgram(string File, IReadOnlyList<LineChange> Lines)
{
    /// <summary>The changes in words.</summary>
    public string Change => string.Join("; ", Lines);
}
