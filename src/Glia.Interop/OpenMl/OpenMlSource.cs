using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Glia.Files;

namespace Glia.Interop.OpenMl;

/// <summary>A data set of OpenML that lies in the cache.</summary>
/// <param name="File">The table, an ARFF file, packed.</param>
/// <param name="Targets">The columns that are to be learned.</param>
/// <param name="Dropped">The columns that number rows or are to be ignored.</param>
/// <param name="Title">What it is, for a note: <c>iris, version 1, data set 61</c>.</param>
internal sealed record OpenMlDataSet(string File, IReadOnlyList<string> Targets, IReadOnlyList<string> Dropped, string Title);

/// <summary>Finds data sets of OpenML: in the cache, and what is not there at OpenML.</summary>
/// <remarks>openml.org/apis; the paths and their order are those of scikit-learn's <c>fetch_openml</c>.</remarks>
/// <param name="cache">The cache.</param>
/// <param name="server">Where it is asked for.</param>
internal sealed class OpenMlSource(OpenMlCache cache, OpenMlServer server)
{
    // A description is some kilobytes; that of wide data some megabytes.
    private const int MostText = 100_000_000;

    /// <summary>The data set.</summary>
    /// <param name="asked">Which.</param>
    /// <param name="source">As the user wrote it.</param>
    /// <exception cref="GliaException">There is none, OpenML cannot be reached, or what it sent is damaged.</exception>
    public OpenMlDataSet Find(OpenMlName asked, string source)
    {
        int id = asked.Id ?? IdOf(asked, source);
        JsonObject description = Object(Json($"api/v1/json/data/{id}", source, words =>
            new GliaException($"OpenML has no data set {id} ({words.TrimEnd('.')}); look its number up at openml.org.")),
            "data_set_description", source);
        JsonObject features = Object(Json($"api/v1/json/data/features/{id}", source, words =>
            new GliaException($"OpenML says nothing of the columns of {source} ({words.TrimEnd('.')}); give another data set.")),
            "data_features", source);
        string file = Text(description, "file_id") is { Length: > 0 } number && number.All(char.IsAsciiDigit) ? number
            : throw Strange(source, "no file");
        if (Text(description, "format") is { } format && format.ToUpperInvariant() is not ("ARFF" or "SPARSE_ARFF"))
            throw new GliaException($"{source} is written as {format} and not as ARFF, as Glia reads OpenML; give another version.");
        string table = Table($"data/v1/download/{file}", Text(description, "md5_checksum"), source);
        JsonObject[] columns = [.. (features["feature"] as JsonArray ?? throw Strange(source, "no columns")).OfType<JsonObject>()];
        string version = Text(description, "version") is { } numbered ? $", version {numbered}" : "";
        string status = Text(description, "status") is { } said and not "active" ? $", {said}" : "";
        return new OpenMlDataSet(table, [.. Named(columns, "is_target")],
            [.. Named(columns, "is_ignore").Union(Named(columns, "is_row_identifier"))],
            $"{Text(description, "name")}{version}{status}, data set {id} of OpenML");
    }

    private static IEnumerable<string> Named(JsonObject[] columns, string flag) =>
        columns.Where(column => Text(column, flag) == "true").Select(column => Text(column, "name")).OfType<string>();

    // What is in the cache answers; of a name without a version also a version that is there.
    private int IdOf(OpenMlName asked, string source)
    {
        string list = $"api/v1/json/data/list/data_name/{Uri.EscapeDataString(asked.Name)}/limit/2/";
        string[] requests = asked.Version is { } version
            ? [$"{list}data_version/{version}", $"{list}data_version/{version}/status/deactivated"]
            : [$"{list}status/active/"];
        string? known = requests.FirstOrDefault(cache.Has) ?? (asked.Version is not null ? null
            : cache.Below($"{list}data_version").OrderByDescending(name => int.TryParse(name, out int number) ? number : 0)
                .Select(name => $"{list}data_version/{name}").FirstOrDefault());
        JsonNode? found = known is not null ? Read(known, source) : null;
        string refused = "";
        foreach (string request in known is null ? requests : [])
        {
            found = Json(request, source, words =>
            {
                refused = words;
                return null;
            });
            if (found is not null) break;
        }
        if (found is null)
        {
            string which = asked.Version is { } number ? $" and the version {number}" : "";
            throw new GliaException($"OpenML has no data set of the name {asked.Name}{which} ({refused.TrimEnd('.')}); look its name up " +
                "at openml.org, or give its number, such as openml:61.");
        }
        JsonArray sets = Object(found, "data", source)["dataset"] as JsonArray ?? throw Strange(source, "no data set");
        return sets.FirstOrDefault() is JsonObject first && int.TryParse(Text(first, "did"), out int id) ? id
            : throw Strange(source, "no number");
    }

    // Null where OpenML refuses and that is no error.
    private JsonNode? Json(string request, string source, Func<string, GliaException?> refused)
    {
        if (!cache.Has(request) && Fetch(request, source, _ => { }) is { } words)
            return refused(words) is { } error ? throw error : null;
        return Read(request, source);
    }

    private JsonNode Read(string request, string source)
    {
        try
        {
            using Stream stream = cache.Open(request);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var text = new StringBuilder();
            var buffer = new char[1 << 14];
            for (int read; (read = reader.Read(buffer)) > 0;)
                if (text.Append(buffer, 0, read).Length > MostText) throw Strange(source, "a description that never ends");
            return JsonNode.Parse(text.ToString()) ?? throw Strange(source, "nothing");
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or InvalidDataException or IOException)
        {
            throw new GliaException($"What {cache.PathOf(request)} says of {source} is damaged; delete it, so that it is downloaded " +
                "again.", error);
        }
    }

    // A file that was changed in the cache is asked for once more.
    private string Table(string request, string? md5, string source)
    {
        string path = cache.PathOf(request);
        if (cache.Has(request) && (md5 is null || Md5(path) == md5)) return path;
        bool replaced = cache.Has(request);
        try
        {
            if (Fetch(request, source, Check) is { } words)
                throw new GliaException($"OpenML does not give the table of {source} ({words.TrimEnd('.')}); give another version.");
        }
        catch (GliaException error) when (replaced)
        {
            throw new GliaException($"{path} is damaged: its check sum is not the one that OpenML tells; and it cannot be " +
                $"had anew: {error.Message}", error);
        }
        return path;

        void Check(string part)
        {
            if (md5 is not null && Md5(part) != md5)
                throw new GliaException($"The table of {source} came damaged: its check sum is not the one that OpenML tells; try again, " +
                    "and if it stays so give another version.");
        }
    }

    // The check sum is that of the text, not of the packed file.
    private static string? Md5(string path)
    {
        try
        {
            using FileStream packed = BoundedReading.Open(path);
            using var text = new GZipStream(packed, CompressionMode.Decompress);
#pragma warning disable CA5351 // OpenML tells no other sum; it finds damage, not malice.
            return Convert.ToHexStringLower(MD5.HashData(text));
#pragma warning restore CA5351
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            return null;
        }
    }

    private string? Fetch(string request, string source, Action<string> check)
    {
        try
        {
            return server.Get(request, (answer, packed) => cache.Keep(request, answer, packed, check));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            string reason = (error.InnerException?.Message ?? error.Message).TrimEnd('.');
            throw new GliaException($"{source} is not in {cache.Home}, and {server.Host} cannot be asked for it ({reason}); try again " +
                "with a network, or give an .arff or .csv file of it.", error);
        }
    }

    private static JsonObject Object(JsonNode? answer, string root, string source) =>
        answer is JsonObject all && all[root] is JsonObject found ? found : throw Strange(source, $"no {root}");

    private static string? Text(JsonObject json, string key) => json[key] is JsonValue value ? value.ToString() : null;

    private static GliaException Strange(string source, string what) =>
        new($"OpenML's answer about {source} has {what} in it; try again later, or give an .arff or .csv file of it.");
}
