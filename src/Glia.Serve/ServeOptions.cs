using System.Security.Cryptography;
using Glia.Experiments;

namespace Glia.Serve;

/// <summary>Where and for whom a server answers.</summary>
public sealed record ServeOptions
{
    // 128 bits cannot be guessed; what somebody chooses has to be long enough that nobody tries.
    private const int TokenBytes = 16, ShortestToken = 16;

    /// <summary>The port on this machine; 0 for one that is free.</summary>
    public int Port { get; init; }

    /// <summary>What whoever asks has to know. By default a random text that the address carries.</summary>
    public string Token { get; init; } = NewToken();

    /// <summary>The folder in which run folders are looked for.</summary>
    public string RunsFolder { get; init; } = "runs";

    /// <summary>The folder in which pictures are kept that somebody said the right class of: a folder a class, as <c>glia train</c>
    /// reads them.</summary>
    public string KeptFolder { get; init; } = "drawn";

    /// <summary>Where the lab finds its digits and reads tables that are dropped.</summary>
    public DataSource Sources { get; init; } = new();

    /// <summary>A token nobody can guess.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>Refuses a token that could be guessed, or that an address cannot carry.</summary>
    /// <exception cref="GliaException">It is too short, or has a character that is no letter, digit, dash or underscore.</exception>
    public static string CheckToken(string token) =>
        token.Length >= ShortestToken && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? token
            : throw new GliaException($"A token has at least {ShortestToken} letters, digits, dashes or underscores; choose another, " +
                "or none to have one made.");
}
