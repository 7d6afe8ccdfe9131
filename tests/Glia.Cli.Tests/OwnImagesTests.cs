using System.Text.Json.Nodes;

namespace Glia.Cli.Tests;

public class OwnImagesTests
{
    [Theory]
    [InlineData("train")]
    [InlineData("doctor")]
    public void A_single_image_is_said_to_be_one(string command)
    {
        using var folder = new Folder();
        Png.Write(folder["seven.png"], 28, (x, _) => (byte)x);
        Command.Result result = Command.Run(command, folder["seven.png"]);
        Assert.Equal((ExitCodes.BadInput, ""), (result.Code, result.Output));
        Assert.Contains("seven.png is a single image, which says of itself nothing to learn; name a folder", result.Errors,
            StringComparison.Ordinal);
    }

    private static readonly (string Name, (int Red, int Green, int Blue) Color)[] s_kinds =
        [("grass", (40, 160, 50)), ("sky", (90, 140, 230)), ("stone", (120, 110, 100))];

    [Fact]
    public void A_folder_a_class_is_learned_evaluated_and_predicted()
    {
        using var folder = new Folder();
        string pets = Kinds(folder["pets"], 12);
        File.WriteAllText(Path.Combine(pets, "sky", "Thumbs.db"), "x");
        File.WriteAllText(Path.Combine(pets, "sky", ".hidden.png"), "x");
        File.WriteAllText(Path.Combine(pets, "notes.txt"), "x");
        File.WriteAllBytes(Path.Combine(pets, "grass", "broken.png"), File.ReadAllBytes(Path.Combine(pets, "grass", "0.png"))[..50]);
        File.WriteAllText(Path.Combine(pets, "stone", "anim.gif"), "GIF89a\u0008\0\u0008\0\0\0\0");

        Command.Result trained = Command.Run("train", pets, "--epochs", "60", "--image-size", "8x8", "-o", folder["run"]);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        string shown = Squeezed(trained.Output);
        Assert.Contains("38 images, a folder a class: grass 13, sky 12, stone 13", shown, StringComparison.Ordinal);
        Assert.Contains("left out: 3 files that are no images (1 .db, 1 .txt, 1 hidden)", shown, StringComparison.Ordinal);
        Assert.Contains("each image becomes 8 x 8 pixels in color", shown, StringComparison.Ordinal);
        Assert.Contains("left out: 2 of 38 images, which cannot be read:", shown, StringComparison.Ordinal);
        Assert.Contains("broken.png is cut off: it ends ", shown, StringComparison.Ordinal);
        Assert.Contains("anim.gif is cut off: it ends before its last block; copy it again.", shown, StringComparison.Ordinal);

        JsonNode data = JsonNode.Parse(File.ReadAllText(folder["run/experiment.json"]))!["data"]!;
        Assert.Equal("[8,8] rgb", $"{data["image_size"]!.ToJsonString()} {data["color_mode"]}");
        JsonNode evaluated = JsonNode.Parse(Command.Run("evaluate", folder["run"], pets, "--json").Output)!;
        Assert.InRange(evaluated["accuracy"]!.GetValue<double>(), 0.95, 1);
        Assert.Equal(36, evaluated["rows"]!.GetValue<int>());

        string one = Path.Combine(pets, "sky", "1.png"), broken = Path.Combine(pets, "grass", "broken.png");
        Command.Result single = Command.Run("predict", folder["run"], one);
        Assert.Contains("24 x 16 pixels, resized to 8 x 8, in color.", Squeezed(single.Output), StringComparison.Ordinal);
        Assert.Contains("sky  (sky ", single.Output, StringComparison.Ordinal);
        Command.Result several = Command.Run("predict", folder["run"], one, broken, Path.Combine(pets, "stone"));
        string[] lines = several.Output.TrimEnd().Split('\n');
        Assert.Equal((ExitCodes.BadInput, 13), (several.Code, lines.Length));
        Assert.StartsWith($"{one}: sky  (", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.Contains(".png: stone  (", line, StringComparison.Ordinal));
        Assert.Contains($"{broken} is cut off", several.Errors, StringComparison.Ordinal);
        Assert.Contains("anim.gif is cut off", several.Errors, StringComparison.Ordinal);
        JsonArray json = JsonNode.Parse(Command.Run("predict", folder["run"], one, one, "--json").Output)!["predictions"]!.AsArray();
        Assert.Equal([one, one], json.Select(answer => answer!["file"]!.GetValue<string>()));
        // One that cannot be read is left out of the table: only the names tell which line is whose.
        _ = Command.Run("predict", folder["run"], broken, one, "--proba", "-o", folder["out.csv"]);
        string[] table = File.ReadAllLines(folder["out.csv"]);
        Assert.Equal(("file,grass,sky,stone", 2), (table[0], table.Length));
        Assert.StartsWith($"{one},", table[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Its_own_parts_stay_apart_and_a_run_is_the_same_again_at_any_number_of_threads()
    {
        using var folder = new Folder();
        Kinds(folder["pets/train"], 8);
        Kinds(folder["pets/test"], 3);
        Command.Result trained = Command.Run("train", folder["pets"], "--epochs", "3", "--gray", "--threads", "1", "-o", folder["run"]);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        Assert.Contains("24 training, 9 test images of 16x24x1, 3 classes", Squeezed(trained.Output), StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("train", folder["run/experiment.json"], "--threads", "2", "-o", folder["again"]).Code);
        Assert.Equal(File.ReadAllBytes(folder["run/model.safetensors"]), File.ReadAllBytes(folder["again/model.safetensors"]));
        Assert.Equal(9, JsonNode.Parse(Command.Run("evaluate", folder["run"], folder["pets"], "--json").Output)!["rows"]!.GetValue<int>());
    }

    [Fact]
    public void A_table_of_labels_says_what_images_show_whatever_its_columns_are_called()
    {
        using var folder = new Folder();
        Kinds(folder["all"], 10);
        Directory.CreateDirectory(folder["pets/pictures"]);
        var rows = new List<string> { "what;who;picture" };
        foreach ((string name, _) in s_kinds)
        {
            for (int i = 0; i < 10; i++)
            {
                File.Move(Path.Combine(folder["all"], name, $"{i}.png"), Path.Combine(folder["pets/pictures"], $"{name}{i}.png"));
                rows.Add($"{name};me;{name}{i}");
            }
        }
        rows.Add("sky;me;gone");
        File.WriteAllLines(folder["pets/about.csv"], rows);
        foreach (string source in (string[])[folder["pets"], folder["pets/about.csv"]])
        {
            Command.Result trained = Command.Run("train", source, "--targets", "what", "--epochs", "60", "-o",
                folder[$"run{source.Length}"]);
            Assert.Equal((0, ""), (trained.Code, trained.Errors));
            string shown = Squeezed(trained.Output);
            Assert.Contains("what each image shows is in about.csv, column what", shown, StringComparison.Ordinal);
            Assert.Contains("left out: 1 row whose image is not there, or there twice, such as gone", shown, StringComparison.Ordinal);
            JsonNode evaluated =
                JsonNode.Parse(Command.Run("evaluate", folder[$"run{source.Length}"], source, "--targets", "what", "--json").Output)!;
            Assert.InRange(evaluated["accuracy"]!.GetValue<double>(), 0.9, 1);
        }
    }

    [Fact]
    public void Folders_that_cannot_be_learned_from_get_their_sentence()
    {
        using var folder = new Folder();
        Kinds(folder["pets"], 2);
        string sky = Path.Combine(folder["pets"], "sky");
        Refused("holds images but nothing says what they show; put those of each class into a folder", "train", sky);
        Directory.CreateDirectory(folder["one"]);
        Directory.Move(sky, folder["one/sky"]);
        Refused("holds images of one class alone, sky; ", "train", folder["one"]);
        foreach (string file in Directory.GetFiles(Path.Combine(folder["pets"], "grass")))
            File.WriteAllText(file, "no image at all, but long enough");
        Refused("No image of the class grass can be read: ", "train", folder["pets"]);
        Refused("--image-size is '8*8'; write height x width", "train", folder["pets"], "--image-size", "8*8");
        Refused("--gray and --color contradict each other", "train", folder["pets"], "--gray", "--color");
        Refused("'mnist' is neither an image nor a folder of images", "predict", Runs.Small, "mnist", folder["pets"]);

        static void Refused(string sentence, params string[] words)
        {
            Command.Result result = Command.Run(words);
            Assert.Contains(sentence, result.Errors, StringComparison.Ordinal);
            Assert.Equal((ExitCodes.BadInput, ""), (result.Code, result.Output));
        }
    }

    // Images of 24 x 16 pixels of which each kind has a color of its own, with some noise.
    private static string Kinds(string folder, int each)
    {
        var random = new System.Random(5);
        foreach ((string name, (int red, int green, int blue)) in s_kinds)
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            for (int i = 0; i < each; i++)
                Png.WriteColor(Path.Combine(folder, name, $"{i}.png"), 24, 16, (_, _) =>
                    (red + random.Next(-20, 20), green + random.Next(-20, 20), blue + random.Next(-20, 20)));
        }
        return folder;
    }

    // Lines are wrapped where the screen ends.
    private static string Squeezed(string text) =>
        string.Join(' ', text.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
