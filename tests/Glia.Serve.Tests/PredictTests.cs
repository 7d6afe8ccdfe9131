using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Images;
using Glia.Mnist;
using Glia.Serve.Access;
using Glia.Serve.Predicting;
using Microsoft.AspNetCore.Http;

namespace Glia.Serve.Tests;

/// <summary>What other programs ask, and every way to be refused.</summary>
public class PredictTests
{
    private const string Picture = "The picture ";

    private static readonly string s_zeros = string.Join(',', Enumerable.Repeat("0", 784));

    [Fact]
    public async Task Rows_of_numbers_are_answered_as_the_model_answers_them()
    {
        await using Serving serving = await Serving.Start(new Served.Trained("digits", MadeModels.Digits));
        var inputs = (ByteFeatures)MnistData.Load(factor: 1).Test.Inputs;
        string[] rows = [.. Enumerable.Range(0, 100).Select(row => $"[{string.Join(',', inputs.Values.Slice(784 * row, 784).ToArray())}]")];
        (HttpStatusCode status, JsonNode answer) = await Ask(serving, $$"""{"inputs": [{{string.Join(',', rows)}}]}""");
        Assert.Equal(HttpStatusCode.OK, status);
        var expected = MadeModels.Digits.Predict(new ByteFeatures(inputs.Values[..(100 * 784)].ToArray(), 784));
        JsonArray predictions = answer["predictions"]!.AsArray();
        Assert.Equal(100, predictions.Count);
        for (int row = 0; row < 100; row++)
        {
            Assert.Equal(expected.Class(row), (int)predictions[row]!["class"]!);
            Assert.Equal(expected.ClassName(row), (string)predictions[row]!["class_name"]!);
            Assert.Equal(expected[row].ToArray(), predictions[row]!["outputs"]!.AsArray().Select(value => (float)value!));
            Assert.Equal(1, predictions[row]!["probabilities"]!.AsArray().Sum(value => (double)value!), 1e-5);
        }
        // Nested as pictures are, and one alone.
        string nested = $"[{string.Join(',', Enumerable.Repeat($"[{string.Join(',', Enumerable.Repeat("0", 28))}]", 28))}]";
        Assert.Single((await Ask(serving, $$"""{"inputs": [{{nested}}]}""")).Answer["predictions"]!.AsArray());
        Assert.Single((await Ask(serving, $$"""{"inputs": [{{s_zeros}}]}""")).Answer["predictions"]!.AsArray());
    }

    [Fact]
    public async Task More_at_once_than_are_let_in_are_told_to_come_again_and_do()
    {
        await using Serving serving = await Serving.Start(new Served.Trained("digits", MadeModels.Digits));
        string body = $$"""{"inputs": [[{{s_zeros}}]]}""";
        byte[] head = Encoding.ASCII.GetBytes($"POST /predict HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " +
            $"Bearer {serving.Server.Address.Query[7..]}\r\n" +
            $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        // Each is let in, and its body has not come yet. One that came while the question itself was inside was sent away, and the
        // server gives up a body that does not come for five seconds: others take their places.
        var inside = new List<TcpClient>();
        for (int i = 0; i < 128; i++) await Open();
        HttpResponseMessage answer;
        while ((answer = await Post(serving, body)).StatusCode != HttpStatusCode.TooManyRequests)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.InRange(inside.Count, 128, 628);
            await Open();
            await Task.Delay(20);
        }
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter!.Delta);
        Assert.StartsWith("More than 128 requests at once", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]!,
            StringComparison.Ordinal);
        // Whoever is inside is answered, and then there is room.
        var said = new List<string?>();
        foreach (TcpClient client in inside) said.Add(await Answered(client));
        Assert.Contains("HTTP/1.1 200 OK", said);
        foreach (TcpClient client in inside) client.Dispose();
        for (int tries = 0; (await Post(serving, body)).StatusCode != HttpStatusCode.OK; tries++)
        {
            Assert.InRange(tries, 0, 500);
            await Task.Delay(20);
        }

        async Task Open()
        {
            var client = new TcpClient();
            inside.Add(client);
            await client.ConnectAsync("127.0.0.1", serving.Server.Root.Port);
            await client.GetStream().WriteAsync(head);
        }

        async Task<string?> Answered(TcpClient client)
        {
            try
            {
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(body));
                using var reader = new StreamReader(client.GetStream());
                return await reader.ReadLineAsync();
            }
            catch (IOException)
            {
                // It was sent away before.
                return null;
            }
        }

        static async Task<HttpResponseMessage> Post(Serving serving, string body)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            return await serving.Client.PostAsync("/predict", content);
        }
    }

    [Fact]
    public async Task A_picture_is_taken_as_a_body_and_in_base64()
    {
        await using Serving serving = await Serving.Start(new Served.Trained("digits", MadeModels.Digits));
        var inputs = (ByteFeatures)MnistData.Load(factor: 1).Test.Inputs;
        var png = new MemoryStream();
        PngWriter.Write(png, new Image(inputs.Values[..784].ToArray(), 28, 28, 1));
        using var body = new ByteArrayContent(png.ToArray());
        body.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using HttpResponseMessage alone = await serving.Client.PostAsync("/predict", body);
        Assert.Equal(7, (int)JsonNode.Parse(await alone.Content.ReadAsStringAsync())!["predictions"]![0]!["class"]!);
        (HttpStatusCode status, JsonNode answer) = await Ask(serving, $$"""{"images": ["{{Convert.ToBase64String(png.ToArray())}}"]}""");
        Assert.Equal((HttpStatusCode.OK, 7), (status, (int)answer["predictions"]![0]!["class"]!));
    }

    [Fact]
    public async Task Rows_of_a_table_are_taken_under_the_names_of_their_columns()
    {
        await using Serving serving = await Serving.Start(new Served.Trained("table", MadeModels.Table));
        (HttpStatusCode status, JsonNode answer) = await Ask(serving, """
            {"rows": [{"age": 31.5, "<b>town</b>": "Oslo", "id": 7}, {"age": "31,5", "<b>town</b>": "oslo"},
                      {"age": null, "<b>town</b>": "Paris"}]}
            """);
        Assert.Equal(HttpStatusCode.OK, status);
        JsonArray predictions = answer["predictions"]!.AsArray();
        Assert.Equal(predictions[0]!.ToJsonString(), predictions[1]!.ToJsonString());
        float[] encoded = [31.5f, 0, 1, 0, 40, 0, 0, 0];
        var expected = MadeModels.Table.Predict(new FloatFeatures(encoded, 4));
        Assert.Equal(expected[0].ToArray(), predictions[0]!["outputs"]!.AsArray().Select(value => (float)value!));
        Assert.Equal(expected[1].ToArray(), predictions[2]!["outputs"]!.AsArray().Select(value => (float)value!));
        Assert.Equal("rows[2]: the training data had no 'Paris' in '<b>town</b>'.", (string)answer["notes"]![0]!);
    }

    public static TheoryData<string, string> Malformed => new()
    {
        { "", "The body is no JSON (line 1, byte 0)." },
        { "[]", "The body is no JSON object; send {\"inputs\": [[…]]}." },
        { "{\"inputs\": [[1, 2", "The body is no JSON (line 1, byte 17)." },
        { "{\"input\": [[1]]}", "The key 'input' is unknown; did you mean 'inputs'?" },
        { "{\"inputs\": 3}", "'inputs' is no list; send [[…]], a list a row." },
        { "{\"inputs\": [[1, 2]]}", "inputs[0] has 2 numbers and the network takes 784." },
        { "{\"inputs\": [[\"a\"]]}", "inputs[0] has something that is no number; the network takes 784 numbers a row." },
        { "{\"inputs\": [[1e99]]}", "inputs[0] has a number that float32 cannot hold." },
        { "{\"inputs\": []}", "The body has no rows; send {\"inputs\": [[…]]}, {\"rows\": [{…}]} or {\"images\": [\"…\"]}." },
        { "{\"rows\": [{}]}", "This network did not learn from a table; send its inputs as numbers: {\"inputs\": [[…]]}." },
        { "{\"images\": [\"!\"]}", "images[0] is no base64; send the bytes of a PNG, JPEG, GIF or BMP in base64." },
        { "{\"images\": [\"AAAA\"]}", Picture },
        { "{\"inputs\": [[]]} x", "inputs[0] has 0 numbers and the network takes 784." },
        { "{\"inputs\": [[[[[[[[[[[[", "The body is no JSON (line 1, byte 18)." },
        { "{\"\\ud800\": 1}", "The body has a text that is no proper UTF-8 or UTF-16." },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_cannot_be_read_is_said_in_a_sentence(string body, string sentence)
    {
        await using Serving serving = await Serving.Start(new Served.Trained("digits", MadeModels.Digits));
        (HttpStatusCode status, JsonNode answer) = await Ask(serving, body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        // What is wrong with a picture is the image reader's to say.
        if (sentence == Picture) Assert.StartsWith(Picture, (string)answer["error"]!, StringComparison.Ordinal);
        else Assert.Equal(sentence, (string)answer["error"]!);
    }

    [Theory]
    [InlineData("""{"rows": [{"age": 3}]}""", "rows[0] has no '<b>town</b>'; null stands for a value that is missing.")]
    [InlineData("""{"rows": [{"age": "old", "<b>town</b>": "Rome"}]}""", "rows[0]: 'old' is no number for 'age'.")]
    [InlineData("""{"rows": [{"agee": 3, "<b>town</b>": "Rome"}]}""",
        "rows[0] has 'agee', which is no column of the model; did you mean 'age'?")]
    [InlineData("""{"rows": [{"age": 3, "age": 4}]}""", "rows[0] has 'age' twice.")]
    [InlineData("""{"rows": [{"age": [3]}]}""", "rows[0]: 'age' is neither a text nor a number.")]
    [InlineData("""{"images": [""]}""", "This network takes no pictures.")]
    public async Task A_row_that_is_none_of_the_table_is_refused(string body, string sentence)
    {
        await using Serving serving = await Serving.Start(new Served.Trained("table", MadeModels.Table));
        (HttpStatusCode status, JsonNode answer) = await Ask(serving, body);
        Assert.Equal((HttpStatusCode.BadRequest, sentence), (status, (string)answer["error"]!));
    }

    [Fact]
    public async Task Too_much_another_type_and_a_run_without_a_model_have_their_own_status()
    {
        await using Serving serving = await Serving.Start(new Served.Trained("digits", MadeModels.Digits));
        (HttpStatusCode large, JsonNode said) = await Ask(serving, $$"""{"inputs": [[{{new string(' ', 4 << 20)}}0]]}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large);
        Assert.Equal("The body is larger than the 4 MiB that are taken here; send less at once.", (string)said["error"]!);
        using var text = new StringContent("{}", Encoding.UTF8, "text/plain");
        using HttpResponseMessage type = await serving.Client.PostAsync("/predict", text);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, type.StatusCode);
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        using HttpResponseMessage nowhere = await serving.Client.PostAsync("/runs/nobody/predict", json);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        using HttpResponseMessage page = await serving.Client.GetAsync("/predict");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        string many = string.Join(',', Enumerable.Repeat("[]", 1025));
        Assert.Equal(HttpStatusCode.BadRequest, (await Ask(serving, $$"""{"inputs": [{{many}}]}""")).Status);
    }

    [Fact]
    public void More_at_once_than_can_be_answered_are_told_to_come_again()
    {
        var gate = new Gate(2);
        var context = new DefaultHttpContext();
        IDisposable first = gate.Enter(context), second = gate.Enter(context);
        var refused = Assert.Throws<RefusedException>(() => gate.Enter(context));
        Assert.Equal((429, "More than 2 requests at once; ask again in a second."), (refused.Status, refused.Message));
        Assert.Equal("1", context.Response.Headers.RetryAfter);
        first.Dispose();
        gate.Enter(context).Dispose();
        second.Dispose();
    }

    internal static async Task<(HttpStatusCode Status, JsonNode Answer)> Ask(Serving serving, string body)
    {
        using var json = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await serving.Client.PostAsync("/predict", json);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
