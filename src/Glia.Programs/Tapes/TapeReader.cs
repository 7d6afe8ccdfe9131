using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Glia.Data;
using Glia.Doctor.Reference;
using Glia.Files;
using Glia.Programs.Frameworks;

namespace Glia.Programs.Tapes;

/// <summary>Reads the tape that the recorder wrote: a zip with <c>tape.json</c> and the contents of the values, npy after npy.</summary>
internal static class TapeReader
{
    /// <summary>The tape in a file.</summary>
    /// <exception cref="GliaException">It is not whole.</exception>
    public static Tape Read(string path)
    {
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            using Stream text = zip.GetEntry("tape.json")!.Open();
            using JsonDocument document = JsonDocument.Parse(text);
            using Stream arrays = zip.GetEntry("contents")!.Open();
            Dictionary<int, NdArray> contents = [];
            foreach (int number in Numbers(document.RootElement.GetProperty("kept")))
                contents[number] = Npy.Read(arrays, $"array {number}");
            return Read(document.RootElement, contents);
        }
        catch (Exception error) when (error is InvalidDataException or JsonException or IOException)
        {
            throw new GliaException($"What was recorded of the program cannot be read ({error.Message.TrimEnd('.')}); run it again.",
                error);
        }
    }

    private static Tape Read(JsonElement said, Dictionary<int, NdArray> contents)
    {
        JsonElement statements = said.GetProperty("statements");
        Statement[][] places = [.. said.GetProperty("chains").EnumerateArray().Select(chain =>
            chain.EnumerateArray().Select(frame => StatementAt(statements, frame[0].GetString()!, frame[1].GetInt32())).ToArray())];
        return new Tape
        {
            Values = [.. said.GetProperty("values").EnumerateArray().Select(value => new TapeValue(Numbers(value[1]), value[0].GetInt64(),
                Numbers(value[2]), contents.GetValueOrDefault(value[3].GetInt32()), value[4].GetInt32()))],
            Operations = [.. said.GetProperty("operations").EnumerateArray().Select((operation, index) => Operation(operation, index))],
            Windows = [.. said.GetProperty("windows").EnumerateArray().Select(Window)],
            Places = places,
            Scopes = said.GetProperty("scopes").EnumerateObject().ToDictionary(
                place => int.Parse(place.Name, CultureInfo.InvariantCulture), place => Scope(place.Value)),
            IsPlain = said.GetProperty("plain").GetBoolean(),
            Unread = said.GetProperty("unread") is { ValueKind: JsonValueKind.Array } unread
                ? new NumbersUnread(unread[0].GetString()!, unread[1].GetString(),
                    unread[2].ValueKind == JsonValueKind.Number ? unread[2].GetInt32() : null)
                : null,
            IsOfTensors = said.GetProperty("multiplies").GetBoolean(),
            Ended = said.GetProperty("ended").GetString()!,
            Error = said.TryGetProperty("error", out JsonElement error) ? error.GetString() : null,
            ErrorLine = said.TryGetProperty("error_line", out JsonElement line) && line.ValueKind == JsonValueKind.Number
                ? line.GetInt32()
                : null,
            Anchors = said.GetProperty("anchors").GetInt32(),
            Followed = said.GetProperty("followed") is { ValueKind: JsonValueKind.Object } followed ? Followed(followed) : null,
            Thresholds = [.. said.GetProperty("perceptrons").EnumerateArray().Select(unit => ThresholdReader.Read(unit, places))],
            Training = Training(said.GetProperty("planned")),
            Births = said.GetProperty("births").EnumerateObject().ToDictionary(
                place => int.Parse(place.Name, CultureInfo.InvariantCulture), place => Numbers(place.Value)),
            LeftOut = said.GetProperty("left_out").GetInt32(),
            // The records outlive the document that is read here.
            Libraries = [.. said.GetProperty("libraries").EnumerateArray().Select(record => new LibraryRecord(record.Clone(), contents))],
        };
    }

    private static TrainingLoops Training(JsonElement planned) => new(planned.GetProperty("place").GetInt32(),
        planned.GetProperty("after").GetInt32(), [.. planned.GetProperty("loops").EnumerateArray().Select(loop => new TrainingLoop(
            loop.GetProperty("file").GetString()!, loop.GetProperty("line").GetInt32(), loop.GetProperty("last").GetInt32(),
            Count(loop, "count"), Count(loop, "gone"), loop.GetProperty("leaves").GetBoolean()))]);

    private static Followed Followed(JsonElement said) => new(said.GetProperty("steps").GetInt64(), Count(said, "first"),
        said.GetProperty("passed").GetInt64(), Table(said, "x"), Table(said, "y"), Table(said, "outputs"), Table(said, "targets"));

    /// <summary>A table of numbers; those that JSON cannot spell are NaN.</summary>
    public static Matrix Table(JsonElement said, string name)
    {
        double[][] rows = [.. said.GetProperty(name).EnumerateArray().Select(row => row.EnumerateArray()
            .Select(number => number.ValueKind == JsonValueKind.Number ? number.GetDouble() : double.NaN).ToArray())];
        return new Matrix(rows.Length, rows is [var first, ..] ? first.Length : 0, [.. rows.SelectMany(row => row)]);
    }

    /// <summary>A whole number; null where it is not known.</summary>
    public static long? Count(JsonElement loop, string name) =>
        loop.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;

    private static IReadOnlyDictionary<string, int> Scope(JsonElement names) =>
        names.EnumerateObject().ToDictionary(name => name.Name, name => name.Value.GetInt32());

    private static TapeWindow Window(JsonElement window) => new(window.GetProperty("kind").GetString()!,
        window.GetProperty("from").GetInt32(), window.GetProperty("to").GetInt32(), window.GetProperty("anchors").GetInt32());

    private static Statement StatementAt(JsonElement statements, string file, int line) =>
        statements.TryGetProperty(file, out JsonElement lines)
        && lines.TryGetProperty(line.ToString(CultureInfo.InvariantCulture), out JsonElement found)
            ? new(file, line, found[0].GetInt32(), [.. found[2].EnumerateArray().Select(target => target.GetString()!)])
            {
                NamedAt = found.GetArrayLength() > 3 && found[3].ValueKind == JsonValueKind.Number
                    ? StatementAt(statements, file, found[3].GetInt32())
                    : null,
            }
            : new(file, line, line, []);

    private static Operation Operation(JsonElement operation, int index)
    {
        JsonElement settings = operation.GetArrayLength() > 4 ? operation[4] : default;
        bool set = settings.ValueKind == JsonValueKind.Object;
        return new Operation(index, operation[0].GetString()!, [.. operation[1].EnumerateArray().Select(Operand)],
            [.. operation[2].EnumerateArray().Where(result => result.ValueKind == JsonValueKind.Number)
                .Select(result => result.GetInt32())],
            operation[2] is { } results && results.GetArrayLength() == 1 && results[0].ValueKind == JsonValueKind.Array
                ? Operand(results[0]).Number
                : double.NaN,
            operation[3].GetInt32(), set && settings.TryGetProperty("out", out _),
            set && settings.TryGetProperty("index", out JsonElement subscript)
                ? [.. subscript.EnumerateArray().Select(part => part.GetString()!)]
                : [],
            set && settings.TryGetProperty("axis", out JsonElement axis) && axis.ValueKind == JsonValueKind.Number
                ? axis.GetInt32()
                : null);
    }

    private static Operand Operand(JsonElement operand) =>
        operand.ValueKind == JsonValueKind.Number ? new(operand.GetInt32(), double.NaN)
        : operand.GetArrayLength() == 1 && operand[0].ValueKind == JsonValueKind.Number ? new(-1, operand[0].GetDouble())
        : operand.GetArrayLength() == 1 && operand[0].ValueKind is JsonValueKind.True or JsonValueKind.False
            ? new(-1, operand[0].GetBoolean() ? 1 : 0)
        : new(-1, double.NaN);

    private static int[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetInt32())];
}
