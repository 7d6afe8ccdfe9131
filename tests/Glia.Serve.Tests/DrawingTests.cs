using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Experiments;
using Glia.Mnist;
using Glia.Serve.Drawing;

namespace Glia.Serve.Tests;

/// <summary>What is drawn becomes what MNIST has, and what was wrong is kept so that it can be learned from.</summary>
public class DrawingTests
{
    [Fact]
    public void Centring_the_digits_of_MNIST_once_more_changes_at_most_two_answers()
    {
        MnistData digits = MnistData.Load(factor: 1);
        var inputs = (ByteFeatures)digits.Test.Inputs;
        byte[] centred = [.. Enumerable.Range(0, MnistData.TestRows).SelectMany(row =>
            new GrayImage(inputs.Values.Slice(784 * row, 784).ToArray(), 28, 28).Centered(28, 28).Pixels)];
        var before = MadeModels.Digits.Predict(new ByteFeatures(inputs.Values.ToArray(), 784));
        var after = MadeModels.Digits.Predict(new ByteFeatures(centred, 784));
        int changed = Enumerable.Range(0, MnistData.TestRows).Count(row => before.Class(row) != after.Class(row));
        int same = Enumerable.Range(0, MnistData.TestRows).Count(row =>
            centred.AsSpan(784 * row, 784).SequenceEqual(inputs.Values.Slice(784 * row, 784)));
        TestContext.Current.TestOutputHelper!.WriteLine($"{changed} answers changed; {same} pictures are the same bytes");
        Assert.InRange(changed, 0, 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.15)]
    public void However_large_it_is_drawn_the_ink_has_the_size_and_the_pen_of_MNIST(double size)
    {
        // A seven.
        double[] stroke = [.. new[] { 0.2, 0.2, 0.7, 0.2, 0.4, 0.8 }.Select(at => 0.1 + size * at)];
        GrayImage digit = Strokes.Draw([stroke]).Centered(28, 28);
        int[] rows = [.. Enumerable.Range(0, 28).Where(y => Enumerable.Range(0, 28).Any(x => digit.Pixels[28 * y + x] > 0))];
        Assert.Equal(20, rows[^1] - rows[0] + 1);
        Assert.Equal(255, digit.Pixels.Max());
        double mass = digit.Pixels.Sum(pixel => (double)pixel);
        double x = Enumerable.Range(0, 784).Sum(i => (double)digit.Pixels[i] * (i % 28)) / mass;
        double y = Enumerable.Range(0, 784).Sum(i => (double)digit.Pixels[i] * (i / 28)) / mass;
        Assert.InRange(x, 13.5, 14.5);
        Assert.InRange(y, 13.5, 14.5);
        // Two pixels of 20 wide: length 0.5 + 0.67 of 0.6 drawn is 39 pixels of 18, times 2.
        Assert.InRange(mass / 255, 60, 90);
    }

    [Theory]
    [InlineData("{}", "A drawing is {\"strokes\": [[x, y, x, y, …], …]}, 0 to 1 across and down the canvas.")]
    [InlineData("{\"strokes\": [[1]]}", "A drawing is {\"strokes\": [[x, y, x, y, …], …]}, 0 to 1 across and down the canvas.")]
    [InlineData("{\"strokes\": [[1, 99]]}", "A drawing is {\"strokes\": [[x, y, x, y, …], …]}, 0 to 1 across and down the canvas.")]
    [InlineData("{\"strokes\": []}", "Nothing is drawn yet.")]
    [InlineData("nothing", "The drawing is no JSON.")]
    public async Task What_is_no_drawing_is_said(string body, string sentence)
    {
        await using Serving serving = await Serving.Start(new Served.Trained("digits", MadeModels.Digits));
        using var json = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await serving.Client.PostAsync("/try/look", json);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(sentence, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]!);
    }

    [Fact]
    public async Task A_picture_with_its_right_class_is_kept_where_training_finds_it()
    {
        await using Serving serving = await Serving.Start(new Served.Trained("digits", MadeModels.Digits));
        foreach ((int digit, string strokes) in new[] { (1, "[0.5,0.1,0.5,0.9]"), (7, "[0.2,0.2,0.8,0.2,0.4,0.9]") })
        {
            using var json = new StringContent($$"""{"strokes": [{{strokes}}]}""", Encoding.UTF8, "application/json");
            using HttpResponseMessage look = await serving.Client.PostAsync("/try/look", json);
            string picture = (string)JsonNode.Parse(await look.Content.ReadAsStringAsync())!["picture"]!;
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("picture", picture), KeyValuePair.Create("class", $"{digit}")]);
            using HttpResponseMessage kept = await serving.Client.PostAsync("/try/keep", form);
            Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
            Assert.Single(Directory.GetFiles(serving.Folder[$"drawn/{digit}"], "*.png"));
        }
        var source = new DataSource([Images.ImageOpener.Open]);
        LoadedData read = source.Open(new ExperimentData { Source = serving.Folder["drawn"] }, folder: null);
        Assert.Equal(["1", "7"], read.ClassNames!);
        Assert.Equal(784, read.Inputs.Shape.Size);
        using var half = new StringContent("--cut\r\n");
        half.Headers.Remove("Content-Type");
        half.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; [\" boundary=cut");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await serving.Client.PostAsync("/try", half)).StatusCode);
        // Neither another size nor a class that is none is kept.
        using var wrong = new FormUrlEncodedContent(
            [KeyValuePair.Create("picture", "data:image/png;base64,AAAA"), KeyValuePair.Create("class", "3")]);
        Assert.Equal(HttpStatusCode.BadRequest, (await serving.Client.PostAsync("/try/keep", wrong)).StatusCode);
        Assert.Equal(2, Directory.GetDirectories(serving.Folder["drawn"]).Length);
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData("../../etc", "%2E.%2F..%2Fetc")]
    [InlineData("..", "%2E%2E")]
    [InlineData("a b.c", "a b.c")]
    [InlineData("", "%")]
    public void A_class_is_a_folder_whatever_it_is_called(string name, string folder) =>
        Assert.Equal(folder, KeptPictures.FolderName(name));
}
