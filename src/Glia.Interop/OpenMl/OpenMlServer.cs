using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;

namespace Glia.Interop.OpenMl;

/// <summary>OpenML over HTTP.</summary>
/// <param name="address">Where it is.</param>
/// <param name="pause">How long to wait before a request is sent again.</param>
internal sealed class OpenMlServer(Uri address, TimeSpan pause)
{
    // As scikit-learn's fetch_openml does.
    private const int Retries = 3;

    private static readonly HttpClient s_client = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15) })
    {
        Timeout = TimeSpan.FromSeconds(100),
    };

    /// <summary>OpenML itself, or the server that <c>GLIA_OPENML</c> names.</summary>
    public static OpenMlServer Usual => new(
        new Uri(Environment.GetEnvironmentVariable("GLIA_OPENML") is { Length: > 0 } stated ? stated : "https://api.openml.org/"),
        TimeSpan.FromSeconds(1));

    /// <summary>What it is called in a sentence.</summary>
    public string Host => address.Host;

    /// <summary>Asks for something.</summary>
    /// <param name="path">The path of the request.</param>
    /// <param name="take">Receives the answer and whether it is packed.</param>
    /// <returns>Null where it was answered; else OpenML's own words about why not, which asking again does not change.</returns>
    /// <exception cref="HttpRequestException">It cannot be reached, or answers with an error, after several tries.</exception>
    /// <exception cref="IOException">The answer breaks off, after several tries.</exception>
    public string? Get(string path, Action<Stream, bool> take)
    {
        for (int left = Retries; ; left--)
        {
            try
            {
                return TryGet(path, take);
            }
            catch (Exception error) when (left > 0 && error is HttpRequestException or IOException or TaskCanceledException)
            {
                Thread.Sleep(pause);
            }
            catch (TaskCanceledException error)
            {
                throw new HttpRequestException("it did not answer in time", error);
            }
        }
    }

    private string? TryGet(string path, Action<Stream, bool> take)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using HttpResponseMessage response = s_client.Send(request, HttpCompletionOption.ResponseHeadersRead);
        using Stream body = response.Content.ReadAsStream();
        bool packed = response.Content.Headers.ContentEncoding.Contains("gzip");
        // The status of OpenML's own errors; and what is not there is not there when it is asked for again.
        if (response.StatusCode == HttpStatusCode.PreconditionFailed) return WordsOf(body, packed);
        string status = $"it answers with {(int)response.StatusCode} {response.ReasonPhrase}";
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return status;
        if (!response.IsSuccessStatusCode) throw new HttpRequestException(status);
        take(body, packed);
        return null;
    }

    private static string WordsOf(Stream body, bool packed)
    {
        if (packed)
        {
            using var text = new GZipStream(body, CompressionMode.Decompress);
            return WordsOf(text, packed: false);
        }
        const int mostWords = 1 << 16;
        var start = new byte[mostWords];
        try
        {
            int length = body.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            return JsonNode.Parse(start.AsSpan(0, length))?["error"]?["message"]?.ToString() ?? "no reason given";
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or InvalidOperationException or InvalidDataException)
        {
            return "no reason given";
        }
    }
}
