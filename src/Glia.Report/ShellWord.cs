namespace Glia.Report;

/// <summary>Words of a command that somebody will copy into a shell.</summary>
internal static class ShellWord
{
    /// <summary>A path as one word: quoted so that nothing in it is a command, whatever it is called.</summary>
    public static string Of(string path) =>
        path.Length > 0 && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '\\' or '.' or ':' or '-' or '_')
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
