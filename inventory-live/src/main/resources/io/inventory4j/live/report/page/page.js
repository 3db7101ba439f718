"use strict";
(function () {
  var root = document.documentElement;
  var data = JSON.parse(document.getElementById("data").textContent);
  var words = {
    en: {
      available: "available", sold: "sold", time: "time", units: "units", all: "Show # rows",
      first: "The first 20 of # rows. To print all of them, show them on the page first; the CSV files have them, too.",
      none: "Charts need uPlot on the class path of whoever made this page."
    },
    zh: {
      available: "可售", sold: "已售", time: "时间", units: "件", all: "显示 # 行",
      first: "共 # 行，此处为前 20 行。如需打印全部，请先在页面上展开；CSV 文件中有全部内容。",
      none: "生成本页时缺少 uPlot，因此没有图表。"
    }
  };
  var charts = [];

  function word(key) {
    return words[root.lang][key];
  }

  function color(name) {
    return getComputedStyle(root).getPropertyValue("--" + name).trim();
  }

  // Marks are drawn over the plot: a line in red where something sold out, in green where it came back.
  function mark(plot, times, name, share) {
    var context = plot.ctx;
    var box = plot.bbox;
    context.save();
    context.strokeStyle = color(name);
    context.lineWidth = devicePixelRatio;
    context.setLineDash(share < 1 ? [] : [3 * devicePixelRatio, 3 * devicePixelRatio]);
    times.forEach(function (time) {
      var x = Math.round(plot.valToPos(time, "x", true));
      if (x >= box.left && x <= box.left + box.width) {
        context.beginPath();
        context.moveTo(x, box.top + box.height * (1 - share));
        context.lineTo(x, box.top + box.height);
        context.stroke();
      }
    });
    context.restore();
  }

  function short(number) {
    return Math.abs(number) >= 1e6 ? (number / 1e6).toFixed(1) + "M" : number.toLocaleString("en");
  }

  function two(number) {
    return (number < 10 ? "0" : "") + number;
  }

  function axis(extra) {
    var rule = {stroke: color("rule"), width: 1};
    var font = "11px system-ui, sans-serif";
    var plain = {stroke: color("soft"), grid: rule, ticks: rule, font: font, labelFont: font, labelSize: 18, labelGap: 2};
    return Object.assign(plain, extra);
  }

  // While no pointer is over the chart, its legend has the last values.
  function last(plot, value, index) {
    var values = plot.data[index];
    return value == null ? values[values.length - 1] : value;
  }

  function options(series, element, height, small) {
    var line = function (label, stroke, extra) {
      return Object.assign({label: label, stroke: color(stroke), width: 1.5, points: {show: false},
        paths: uPlot.paths.stepped({align: 1}),
        value: function (plot, value, index) { return short(last(plot, value, index)); }}, extra);
    };
    var clock = function (time) {
      var date = uPlot.tzDate(new Date(time * 1e3), data.zone);
      return two(date.getHours()) + ":" + two(date.getMinutes());
    };
    var day = function (time) {
      var date = uPlot.tzDate(new Date(time * 1e3), data.zone);
      return two(date.getMonth() + 1) + "-" + two(date.getDate()) + " " + clock(time);
    };
    var long = series.t[series.t.length - 1] - series.t[0] > 86400;
    return {
      width: Math.max(200, element.clientWidth),
      height: height,
      tzDate: function (time) { return uPlot.tzDate(new Date(time * 1e3), data.zone); },
      legend: {show: !small},
      cursor: {show: !small, drag: {x: false, y: false}, points: {size: 6}},
      scales: {
        x: {time: true},
        y: {range: function (plot, low, high) { return [Math.min(0, low), Math.max(1, high * 1.05)]; }}
      },
      axes: [
        axis({
          space: long ? 90 : 60,
          size: 30,
          label: small ? undefined : word("time") + ", " + data.times,
          values: function (plot, times) { return times.map(long ? day : clock); }
        }),
        axis({
          label: small ? undefined : word("units"),
          size: function (plot, values) {
            return 24 + 7 * Math.max(3, ...(values || []).map(function (text) { return text.length; }));
          },
          values: function (plot, values) { return values.map(function (v) { return v % 1 ? "" : short(v); }); }
        })
      ],
      series: [
        {label: word("time"), value: function (plot, time, index) { return day(last(plot, time, index)); }},
        line(word("available"), "blue", {fill: color("blue") + "18"}),
        line(word("sold"), "amber", {dash: [5, 3]})
      ],
      hooks: {draw: [function (plot) {
        mark(plot, series.out, "red", element.id === "total" ? 0.06 : 1);
        mark(plot, series.back, "green", 1);
      }]}
    };
  }

  function draw(element, series, height, small) {
    element.textContent = "";
    if (typeof uPlot === "undefined") {
      element.textContent = word("none");
      return;
    }
    if (series.t.length > 1) {
      charts.push(new uPlot(options(series, element, height, small), [series.t, series.a, series.s], element));
    }
  }

  function drawAll() {
    charts.forEach(function (chart) { chart.destroy(); });
    charts = [];
    var total = document.getElementById("total");
    if (!total) {
      return;
    }
    draw(total, data.total, 280, false);
    var best = document.getElementById("best");
    best.textContent = "";
    if (typeof uPlot !== "undefined") {
      data.lines.slice(0, 6).forEach(function (line) {
        var figure = document.createElement("figure");
        var caption = document.createElement("figcaption");
        var element = document.createElement("div");
        caption.textContent = line.name;
        element.className = "chart";
        figure.append(caption, element);
        best.append(figure);
        draw(element, line, 170, true);
      });
    }
    var chosen = data.lines[document.getElementById("pick").selectedIndex];
    if (chosen) {
      draw(document.getElementById("picked"), chosen, 280, false);
    }
  }

  function fillPick() {
    var pick = document.getElementById("pick");
    if (!pick) {
      return;
    }
    data.lines.forEach(function (line) {
      var option = document.createElement("option");
      option.textContent = line.name;
      pick.append(option);
    });
    pick.selectedIndex = Math.min(6, data.lines.length - 1);
    pick.addEventListener("change", drawAll);
  }

  function show(language) {
    root.lang = language;
    document.querySelectorAll("button[data-lang]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.lang === language));
    });
    drawAll();
  }

  function value(row, column) {
    var cell = row.cells[column];
    var text = cell.textContent.replace(/,/g, "").replace("\u2212", "-");
    return cell.classList.contains("n") ? Number(text) : text;
  }

  // The table of items is sorted by a click on a title, and searched by name and SKU.
  function items() {
    var table = document.getElementById("lines-table");
    if (!table) {
      return;
    }
    var body = table.tBodies[0];
    var titles = Array.from(table.tHead.rows[0].cells);
    titles.forEach(function (title, column) {
      title.setAttribute("aria-sort", "none");
      title.tabIndex = 0;
      var sort = function () {
        var down = title.getAttribute("aria-sort") !== "descending";
        titles.forEach(function (other) { other.setAttribute("aria-sort", "none"); });
        title.setAttribute("aria-sort", down ? "descending" : "ascending");
        var rows = Array.from(body.rows).map(function (row) { return [value(row, column), row]; });
        rows.sort(function (one, other) {
          var order = one[0] < other[0] ? -1 : one[0] > other[0] ? 1 : 0;
          return down ? -order : order;
        });
        rows.forEach(function (pair) { body.append(pair[1]); });
      };
      title.addEventListener("click", sort);
      title.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          sort();
        }
      });
    });
    document.getElementById("find").addEventListener("input", function (event) {
      var wanted = event.target.value.trim().toLowerCase();
      table.classList.toggle("searching", wanted !== "");
      Array.from(body.rows).forEach(function (row) {
        row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted);
      });
    });
  }

  // A long table shows its first rows until it is asked for all.
  function fold(table) {
    var rows = Array.from(table.tBodies[0].rows);
    if (rows.length <= 25) {
      return;
    }
    var button = document.createElement("button");
    button.type = "button";
    button.className = "unfold";
    var printed = document.createElement("p");
    printed.className = "note printed";
    ["en", "zh"].forEach(function (language) {
      [[button, "all"], [printed, "first"]].forEach(function (place) {
        var text = document.createElement("span");
        text.className = language;
        text.textContent = words[language][place[1]].replace("#", rows.length.toLocaleString("en"));
        place[0].append(text);
      });
    });
    table.classList.add("folded");
    table.after(printed, button);
    button.addEventListener("click", function () {
      table.classList.remove("folded");
      button.remove();
    });
  }

  document.querySelectorAll("button[data-lang]").forEach(function (button) {
    button.addEventListener("click", function () { show(button.dataset.lang); });
  });
  fillPick();
  document.querySelectorAll("table.rows").forEach(fold);
  items();
  show(root.lang);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  addEventListener("beforeprint", function () { root.classList.add("printing"); drawAll(); });
  addEventListener("afterprint", function () { root.classList.remove("printing"); drawAll(); });
  // The charts follow the width of the page, whatever changes it.
  var main = document.querySelector("main");
  var width = main.clientWidth;
  new ResizeObserver(function () {
    if (main.clientWidth !== width) {
      width = main.clientWidth;
      drawAll();
    }
  }).observe(main);
}());
