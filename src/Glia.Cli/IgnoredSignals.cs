using System.Globalization;

namespace Glia.Cli;

/// <summary>
/// The signals that whoever started the process told it to ignore, as <c>nohup</c> does with SIGHUP. Listening to one would end that.
/// </summary>
internal static class IgnoredSignals
{
    /// <summary>Whether a signal was ignored when the process began. Known on Linux; elsewhere no signal is.</summary>
    /// <param name="number">The signal's number.</param>
    public static bool Contains(int number)
    {
        // A mask in hexadecimal digits, signal 1 the lowest bit: proc(5).
        const string Status = "/proc/self/status", Field = "SigIgn:";
        try
        {
            if (!File.Exists(Status)) return false;
            string? line = File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
            string digits = line is null ? "" : line[Field.Length..];
            bool known = ulong.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong mask);
            return known && (mask >> (number - 1) & 1) != 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
