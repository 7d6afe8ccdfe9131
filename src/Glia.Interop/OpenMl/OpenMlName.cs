using System.Buffers;
using System.Globalization;

namespace Glia.Interop.OpenMl;

/// <summary>What is asked of OpenML: <c>openml:61</c>, <c>openml:iris</c> or <c>openml:iris@1</c>.</summary>
/// <param name="Id">The number of a data set; null where it is named.</param>
/// <param name="Name">Its name in small letters, as the cache has it; empty where it is numbered.</param>
/// <param name="Version">Which of several of one name; null for the one in use.</param>
internal sealed record OpenMlName(int? Id, string Name, int? Version)
{
    private const string Prefix = "openml:";

    // A name becomes a part of a path, here and at OpenML.
    private static readonly SearchValues<char> s_noName = SearchValues.Create("/\\?#%:*\"<>|");

    /// <summary>What a source asks for; null where it asks for none of OpenML.</summary>
    /// <exception cref="GliaException">It does, and is no name.</exception>
    public static OpenMlName? Of(string source)
    {
        if (!source.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return null;
        string asked = source[Prefix.Length..].Trim();
        if (int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int id)) return new OpenMlName(id, "", null);
        int at = asked.LastIndexOf('@');
        string name = at < 0 ? asked : asked[..at];
        int version = 0;
        bool numbered = at < 0
            || (int.TryParse(asked.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out version) && version > 0);
        if (!numbered || name.Length == 0 || name is "." or ".." || name.AsSpan().ContainsAny(s_noName))
            throw new GliaException($"'{source}' is no data set of OpenML; give openml:NAME, openml:NAME@VERSION or openml:NUMBER, such " +
                "as openml:iris@1 or openml:61.");
        return new OpenMlName(null, name.ToLowerInvariant(), at < 0 ? null : version);
    }
}
