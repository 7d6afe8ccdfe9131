using System.Globalization;
using System.Text.Json;
using Glia.Data;
using Glia.Data.Columns;
using Glia.Images;
using Glia.Settings;

namespace Glia.Serve.Predicting;

/// <summary>What another program asks: rows of numbers, rows of a table, or pictures, as JSON.</summary>
/// <param name="Inputs">A row each.</param>
/// <param name="Notes">What is to be known about them.</param>
internal sealed record PredictRequest(Features Inputs, IReadOnlyList<string> Notes)
{
    /// <summary>The most rows at once.</summary>
    public const int MostRows = 1024;

    private static readonly string[] s_keys = ["inputs", "rows", "images"];

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 8 };

    /// <summary>Reads a request.</summary>
    /// <param name="answerer">The model it is for.</param>
    /// <param name="body">The JSON.</param>
    /// <exception cref="GliaException">It is none, or does not fit the model: the sentence says where.</exception>
    public static PredictRequest Read(Answerer answerer, ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, s_options);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new GliaException("The body is no JSON object; send {\"inputs\": [[…]]}.");
            PredictRequest? request = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string key = reader.GetString()!;
                if (!s_keys.Contains(key)) throw new GliaException(Spelling.Suggest(key, s_keys) is { Length: > 0 } suggestion
                    ? $"The key '{key}' is unknown{suggestion}" : $"The key '{key}' is unknown; there are {string.Join(", ", s_keys)}.");
                if (request is not null) throw new GliaException("The body has inputs twice; send one of inputs, rows and images.");
                reader.Read();
                request = key switch
                {
                    "inputs" => Numbers(answerer, ref reader),
                    "rows" => Rows(answerer, ref reader),
                    _ => Images(answerer, ref reader),
                };
            }
            // What follows the object is read to its end, and is refused.
            while (reader.Read())
            {
            }
            return request is { Inputs.Rows: > 0 } ? request
                : throw new GliaException(
                    "The body has no rows; send {\"inputs\": [[…]]}, {\"rows\": [{…}]} or {\"images\": [\"…\"]}.");
        }
        catch (JsonException error)
        {
            throw new GliaException($"The body is no JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine}).", error);
        }
        catch (InvalidOperationException error)
        {
            throw new GliaException("The body has a text that is no proper UTF-8 or UTF-16.", error);
        }
    }

    /// <summary>A picture as the request.</summary>
    /// <exception cref="GliaException">It cannot be read, or the model takes none.</exception>
    public static PredictRequest OfPicture(Answerer answerer, byte[] file) => OfPictures(answerer, [file]);

    // A list of samples, each as deep as its shape, or one sample alone.
    private static PredictRequest Numbers(Answerer answerer, ref Utf8JsonReader reader)
    {
        int size = answerer.Model.Network.InputShape.Size;
        if (reader.TokenType != JsonTokenType.StartArray) throw new GliaException("'inputs' is no list; send [[…]], a list a row.");
        var values = new List<float>(size);
        int outer = reader.CurrentDepth, row = 0, begun = 0;
        bool one = false;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == outer))
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.Number:
                    one |= reader.CurrentDepth == outer + 1;
                    if (values.Count - begun == size || !reader.TryGetSingle(out float value) || !float.IsFinite(value))
                        throw new GliaException(values.Count - begun == size ? Wrong(row, size + 1, size, orMore: true)
                            : $"inputs[{row}] has a number that float32 cannot hold.");
                    values.Add(value);
                    break;
                case JsonTokenType.StartArray when !one:
                    if (reader.CurrentDepth == outer + 1) RequireRoom(row);
                    break;
                case JsonTokenType.EndArray:
                    if (reader.CurrentDepth > outer + 1) break;
                    if (values.Count - begun != size) throw new GliaException(Wrong(row, values.Count - begun, size, orMore: false));
                    (row, begun) = (row + 1, values.Count);
                    break;
                default:
                    throw new GliaException($"inputs[{row}] has something that is no number; the network takes {size:N0} numbers a row.");
            }
        }
        if (values.Count != begun && values.Count - begun != size)
            throw new GliaException(Wrong(row, values.Count - begun, size, orMore: false));
        return new PredictRequest(new FloatFeatures([.. values], answerer.Model.Network.InputShape), []);
    }

    private static void RequireRoom(int taken)
    {
        if (taken == MostRows) throw new GliaException($"A request has at most {MostRows:N0} rows; send several.");
    }

    private static string Wrong(int row, int count, int size, bool orMore) =>
        $"inputs[{row}] has {count:N0}{(orMore ? " or more" : "")} numbers and the network takes {size:N0}.";

    private static PredictRequest Rows(Answerer answerer, ref Utf8JsonReader reader)
    {
        TableColumns columns = answerer.Columns
            ?? throw new GliaException("This network did not learn from a table; send its inputs as numbers: {\"inputs\": [[…]]}.");
        if (reader.TokenType != JsonTokenType.StartArray) throw new GliaException("'rows' is no list; send [{…}], an object a row.");
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new GliaException($"rows[{rows.Count}] is no object; send the fields under the names of their columns.");
            RequireRoom(rows.Count);
            rows.Add(Fields(rows.Count, ref reader));
        }
        return TableRows.Encode(columns, rows);
    }

    private static Dictionary<string, string> Fields(int row, ref Utf8JsonReader reader)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            string field = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString()!,
                // Under the rules of numbers, whatever the column's own are: TableRows sees to that.
                JsonTokenType.Number => TableRows.NumberMark + reader.GetDouble().ToString("R", CultureInfo.InvariantCulture),
                JsonTokenType.True => "true",
                JsonTokenType.False => "false",
                JsonTokenType.Null => "",
                _ => throw new GliaException($"rows[{row}]: '{name}' is neither a text nor a number."),
            };
            if (!fields.TryAdd(name, field)) throw new GliaException($"rows[{row}] has '{name}' twice.");
        }
        return fields;
    }

    private static PredictRequest Images(Answerer answerer, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new GliaException("'images' is no list; send [\"…\"], each file in base64.");
        var files = new List<byte[]>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String || !reader.TryGetBytesFromBase64(out byte[]? file))
                throw new GliaException($"images[{files.Count}] is no base64; send the bytes of a PNG, JPEG, GIF or BMP in base64.");
            RequireRoom(files.Count);
            files.Add(file);
        }
        return OfPictures(answerer, files);
    }

    private static PredictRequest OfPictures(Answerer answerer, List<byte[]> files)
    {
        ImagePreparation pictures = answerer.Pictures ?? throw new GliaException("This network takes no pictures.");
        int size = pictures.Shape.Size;
        var bytes = new byte[size * files.Count];
        for (int i = 0; i < files.Count; i++)
        {
            string name = files.Count == 1 ? "The picture" : $"images[{i}]";
            try
            {
                pictures.Prepare(ImageReader.Read(files[i], name), bytes.AsSpan(i * size, size));
            }
            catch (GliaException error) when (!error.Message.StartsWith(name, StringComparison.Ordinal))
            {
                throw new GliaException($"{name}: {error.Message}", error);
            }
        }
        return new PredictRequest(new ByteFeatures(bytes, pictures.Shape), []);
    }
}
