using System.Text;
using System.Text.Json;

namespace Glia.Tables.Json;

/// <summary>The objects of JSON lines, one after the other.</summary>
/// <param name="reader">The text.</param>
/// <param name="name">What messages call it.</param>
internal sealed class JsonLineReader(TextReader reader, string name)
{
    // As everywhere that Glia reads JSON.
    private const int MostDepth = 64;

    private byte[] _bytes = new byte[1 << 12];
    private int _length;
    private string? _ahead;

    /// <summary>The line that was read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>How many bytes all lines so far have.</summary>
    public long Read { get; private set; }

    /// <summary>Whether the first line begins an object that goes on in the next, as JSON in general does.</summary>
    public bool BeginsLikeObject => _ahead is { } line && (line.AsSpan().Trim() is "{" || line.AsSpan().TrimStart().StartsWith("{\""));

    private ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Whether the first line that is not empty is a whole JSON object; it is still to be read afterwards.</summary>
    public bool BeginsWithObject()
    {
        while ((_ahead = reader.ReadLine()) is { } line && line.AsSpan().IsWhiteSpace()) Line++;
        if (_ahead is null || !_ahead.AsSpan().TrimStart().StartsWith('{')) return false;
        Take(_ahead);
        try
        {
            var json = new Utf8JsonReader(Bytes, Options);
            json.Read();
            json.Skip();
            return !json.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Goes to the next line that is not empty.</summary>
    public bool Next()
    {
        while ((_ahead ?? reader.ReadLine()) is { } line)
        {
            _ahead = null;
            Line++;
            if (line.AsSpan().IsWhiteSpace()) continue;
            Take(line);
            Read += _length;
            return true;
        }
        return false;
    }

    /// <summary>Lets a column take note of the line.</summary>
    /// <exception cref="GliaException">It is no JSON object.</exception>
    public void Learn(JsonColumn root) => Guarded(() =>
    {
        var json = new Utf8JsonReader(Bytes, Options);
        Begin(ref json);
        root.Learn(ref json);
        End(ref json);
    });

    /// <summary>Writes the line into a row.</summary>
    /// <exception cref="GliaException">It is no JSON object.</exception>
    public void Write(JsonColumn root, string[] row) => Guarded(() =>
    {
        var json = new Utf8JsonReader(Bytes, Options);
        Begin(ref json);
        root.Write(ref json, row);
        End(ref json);
    });

    private static JsonReaderOptions Options => new() { MaxDepth = MostDepth };

    private void Begin(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
            throw Wrong($"it begins with {Said.Field(Encoding.UTF8.GetString(Bytes[..Math.Min(_length, 20)]).Trim())}");
    }

    private static void End(ref Utf8JsonReader json) => json.Read();

    private void Take(string line)
    {
        int most = Encoding.UTF8.GetMaxByteCount(line.Length);
        if (most > _bytes.Length) _bytes = new byte[most];
        _length = Encoding.UTF8.GetBytes(line, _bytes);
    }

    private void Guarded(Action read)
    {
        try
        {
            read();
        }
        catch (JsonException error)
        {
            // The reader counts lines and bytes within the one line it was given.
            string reason = error.Message.Split(". LineNumber")[0].Split(" LineNumber")[0].TrimEnd('.');
            throw Wrong(reason, error);
        }
        catch (InvalidOperationException error)
        {
            // Half a character, written as \ud800.
            throw Wrong("it escapes half a character", error);
        }
    }

    private GliaException Wrong(string what, Exception? error = null) =>
        new($"{name} line {Line} is no JSON object ({what}); every line is one, such as {{\"size\": 3, \"price\": 4}}.", error!);
}
