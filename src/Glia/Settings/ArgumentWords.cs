namespace Glia.Settings;

/// <summary>What a constructor refused, as a user of a file reads it.</summary>
internal static class ArgumentWords
{
    /// <summary>The sentence without what .NET puts behind it for programmers: the parameter's name and its value.</summary>
    public static string Of(ArgumentException error)
    {
        int end = error.Message.LastIndexOf($" (Parameter '{error.ParamName}')", StringComparison.Ordinal);
        return end > 0 ? error.Message[..end] : error.Message;
    }
}
