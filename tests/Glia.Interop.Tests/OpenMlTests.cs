using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Glia.Experiments;
using Glia.Interop.OpenMl;

namespace Glia.Interop.Tests;

/// <summary>Data sets of OpenML, from a server that stands in for it and from the cache that scikit-learn shares.</summary>
public sealed class OpenMlTests : IDisposable
{
    private const string Arff = "@relation r\n@attribute row numeric\n@attribute a numeric\n@attribute b {x,y}\n@attribute note " +
        "string\n@attribute answer numeric\n@data\n" +
        "1,0.5,x,n,3\n2,1.5,y,m,4\n3,2.5,x,n,5\n";

    private readonly string _home = Directory.CreateTempSubdirectory("glia-openml-").FullName;
    private readonly StandIn _server = new();

    public OpenMlTests()
    {
        _server.Answers["/api/v1/json/data/list/data_name/my_data/limit/2/status/active/"] =
            (200, """{"data":{"dataset":[{"did":7,"name":"My_Data","version":2,"status":"active"}]}}""");
        _server.Answers["/api/v1/json/data/list/data_name/my_data/limit/2/data_version/1/status/deactivated"] =
            (200, """{"data":{"dataset":[{"did":7}]}}""");
        _server.Answers["/api/v1/json/data/7"] = (200, $$$"""
            {"data_set_description":{"id":"7","name":"My_Data","version":"2","format":"ARFF","file_id":"99","status":"active",
              "md5_checksum":"{{{Md5(Arff)}}}"}}
            """);
        _server.Answers["/api/v1/json/data/features/7"] = (200, """
            {"data_features":{"feature":[
              {"index":"0","name":"row","is_target":"false","is_ignore":"false","is_row_identifier":"true"},
              {"index":"1","name":"a","is_target":"true","is_ignore":"false","is_row_identifier":"false"},
              {"index":"2","name":"b","is_target":"false","is_ignore":"false","is_row_identifier":"false"},
              {"index":"3","name":"note","is_target":"false","is_ignore":"true","is_row_identifier":"false"},
              {"index":"4","name":"answer","is_target":"false","is_ignore":"false","is_row_identifier":"false"}]}}
            """);
        _server.Answers["/data/v1/download/99"] = (200, Arff);
    }

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    [Theory]
    [InlineData("openml:My_Data", true)]
    [InlineData("openml:my_data@1", false)]
    [InlineData("openml:7", true)]
    public void What_is_downloaded_is_kept_as_scikit_learn_keeps_it_and_not_asked_for_again(string source, bool packed)
    {
        _server.Packs = packed;
        LoadedData data = Open(source);
        Assert.Equal(["b=y", "answer"], data.FeatureNames!);
        Assert.Equal([0.5f, 1.5f, 2.5f], Enumerable.Range(0, 3).Select(row => data.Numbers![row][0]));
        Assert.Equal("from      My_Data, version 2, data set 7 of OpenML", data.Notes[0]);
        string list = source switch
        {
            "openml:7" => "",
            "openml:My_Data" => "api/v1/json/data/list/data_name/my_data/limit/2/status/active/.gz",
            _ => "api/v1/json/data/list/data_name/my_data/limit/2/data_version/1/status/deactivated.gz",
        };
        string[] kept = [.. Directory.EnumerateFiles(_home, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_home, file).Replace('\\', '/'))];
        Assert.Equal(new[] { "api/v1/json/data/7.gz", "api/v1/json/data/features/7.gz", "data/v1/download/99.gz", list }
            .Where(file => file.Length > 0)
            .Select(file => "openml/openml.org/" + file).Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
        using (var text = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(_home, "openml/openml.org/data/v1/download/99.gz")),
            CompressionMode.Decompress)))
            Assert.Equal(Arff, text.ReadToEnd());
        int asked = _server.Asked.Count;
        Assert.Equal(["b=y", "answer"], Open(source).FeatureNames!);
        Assert.Equal(asked, _server.Asked.Count);
    }

    [Fact]
    public void Who_names_targets_and_columns_is_obeyed()
    {
        LoadedData data = Open("openml:7", new ExperimentData { Source = "openml:7", Targets = ["answer"], Drop = ["b"] });
        Assert.Equal(["a"], data.FeatureNames!);
        Assert.Equal(["answer"], data.TargetNames!);
    }

    [Fact]
    public void An_error_of_OpenML_is_final_and_an_error_of_the_network_is_not()
    {
        Assert.Contains("OpenML has no data set of the name other (No results); look its name up at openml.org", Refused("openml:other"),
            StringComparison.Ordinal);
        Assert.Single(_server.Asked);
        _server.Failures = 2;
        Assert.Equal(3, Open("openml:7").Rows);
        _server.Failures = 100;
        string message = Refused("openml:other@3");
        Assert.Contains($"openml:other@3 is not in {_home}, and 127.0.0.1 cannot be asked for it (it answers with 503 Service " +
            "Unavailable); try again with a network", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_not_asked_for_again_and_a_packed_reason_is_read()
    {
        _server.Answers["/data/v1/download/99"] = (404, "<html>");
        Assert.Contains("OpenML does not give the table of openml:7 (it answers with 404 Not Found); give another version.",
            Refused("openml:7"),
            StringComparison.Ordinal);
        Assert.Single(_server.Asked, "/data/v1/download/99");
        _server.Packs = true;
        Assert.Contains("OpenML has no data set of the name other (No results)", Refused("openml:other"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_breaks_off_is_asked_for_again()
    {
        _server.Cuts = 2;
        Assert.Equal(3, Open("openml:7").Rows);
        Assert.Equal(3, _server.Asked.Count(path => path == "/data/v1/download/99"));
    }

    [Fact]
    public void Without_a_network_there_is_a_sentence_and_the_cache_still_answers()
    {
        Open("openml:7");
        _server.Dispose();
        Assert.Equal(3, Open("openml:7").Rows);
        Assert.Contains("and 127.0.0.1 cannot be asked for it (", Refused("openml:8"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_with_another_check_sum_is_refused_and_leaves_nothing_and_one_that_was_damaged_is_had_anew()
    {
        _server.Answers["/data/v1/download/99"] = (200, Arff + "4,1,x,n,3\n");
        Assert.Contains("The table of openml:7 came damaged: its check sum is not the one that OpenML tells", Refused("openml:7"),
            StringComparison.Ordinal);
        string table = Path.Combine(_home, "openml/openml.org/data/v1/download");
        Assert.Empty(Directory.EnumerateFiles(table));
        _server.Answers["/data/v1/download/99"] = (200, Arff);
        File.WriteAllBytes(Path.Combine(table, "99.gz"), [0x1f, 0x8b, 8, 0]);
        Assert.Equal(3, Open("openml:7").Rows);
        File.WriteAllText(Path.Combine(table, "99.gz"), "no gzip");
        _server.Dispose();
        string message = Refused("openml:7");
        Assert.Contains("99.gz is damaged: its check sum is not the one that OpenML tells; and it cannot be had anew: ", message,
            StringComparison.Ordinal);
        Assert.Equal("no gzip", File.ReadAllText(Path.Combine(table, "99.gz")));
    }

    [Theory]
    [InlineData("/api/v1/json/data/7", "{", "is damaged; delete it")]
    [InlineData("/api/v1/json/data/7", "[]", "has no data_set_description in it")]
    [InlineData("/api/v1/json/data/7", """{"data_set_description":{"file_id":"../x"}}""", "has no file in it")]
    [InlineData("/api/v1/json/data/7", """{"data_set_description":{"file_id":"9","format":"CSV"}}""", "is written as CSV and not as ARFF")]
    [InlineData("/api/v1/json/data/features/7", """{"data_features":{}}""", "has no columns in it")]
    public void Strange_answers_are_said_to_be(string path, string answer, string words)
    {
        _server.Answers[path] = (200, answer);
        Assert.Contains(words, Refused("openml:7"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openml:")]
    [InlineData("openml:iris@new")]
    [InlineData("openml:iris@0")]
    [InlineData("openml:../../secret")]
    [InlineData("openml:a?b")]
    public void What_is_no_name_is_refused(string source) =>
        Assert.Contains("is no data set of OpenML; give openml:NAME", Assert.Throws<GliaException>(() => OpenMlName.Of(source)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Other_sources_are_left_to_others() => Assert.Null(OpenMlName.Of("openml.csv"));

    private static string Md5(string text)
    {
#pragma warning disable CA5351 // The sum that OpenML tells.
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
    }

    private LoadedData Open(string source, ExperimentData? data = null) =>
        OpenMlData.Open(new DataRequest(data ?? new ExperimentData { Source = source }, source),
        OpenMlName.Of(source)!, new OpenMlSource(new OpenMlCache(_home), new OpenMlServer(_server.Address, TimeSpan.Zero)));

    private string Refused(string source) => Refusal.Check(() => Open(source))!;

    /// <summary>A server on this machine that answers as OpenML does.</summary>
    private sealed class StandIn : IDisposable
    {
        private readonly HttpListener _listener = new();

        public StandIn()
        {
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
            }
            _listener.Prefixes.Add(Address.ToString());
            _listener.Start();
            _ = Task.Run(Serve);
        }

        public Uri Address { get; }

        public ConcurrentDictionary<string, (int Status, string Body)> Answers { get; } = [];

        public ConcurrentQueue<string> Asked { get; } = [];

        public bool Packs { get; set; }

        public int Failures { get; set; }

        public int Cuts { get; set; }

        public void Dispose()
        {
            if (_listener.IsListening) _listener.Stop();
        }

        private void Serve()
        {
            try
            {
                while (true) Answer(_listener.GetContext());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // It was closed.
            }
        }

        private void Answer(HttpListenerContext context)
        {
            string path = context.Request.Url!.AbsolutePath;
            Asked.Enqueue(path);
            (int status, string body) = Failures-- > 0 ? (503, "")
                : Answers.GetValueOrDefault(path, (412, """{"error":{"code":"372","message":"No results"}}"""));
            context.Response.StatusCode = status;
            if (path.Contains("download", StringComparison.Ordinal) && Cuts-- > 0)
            {
                byte[] whole = Encoding.UTF8.GetBytes(body);
                context.Response.ContentLength64 = whole.Length;
                context.Response.OutputStream.Write(whole, 0, whole.Length / 2);
                context.Response.Abort();
                return;
            }
            bool packs = Packs && status is 200 or 412
                && context.Request.Headers["Accept-Encoding"]?.Contains("gzip", StringComparison.Ordinal) == true;
            if (packs) context.Response.Headers["Content-Encoding"] = "gzip";
            using (Stream stream = packs ? new GZipStream(context.Response.OutputStream, CompressionLevel.Fastest)
                : context.Response.OutputStream)
                stream.Write(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }
    }
}
