namespace Glia.Doctor.Findings;

/// <summary>An array as its program has it.</summary>
/// <param name="Name">What it is called there: <c>self.dW2</c>.</param>
/// <param name="File">The file that makes it; null if unknown.</param>
/// <param name="Line">The line, from 1; null if unknown.</param>
public sealed record Source(string Name, string? File = null, int? Line = null)
{
    /// <summary>In words: <c>self.dW2, net.py line 67</c>.</summary>
    public override string ToString() => File is null ? Name : FormattableString.Invariant($"{Name}, {File} line {Line}");
}
