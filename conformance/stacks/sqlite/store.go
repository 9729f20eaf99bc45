package main

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

const schema = `
CREATE TABLE IF NOT EXISTS apps (
	id            TEXT PRIMARY KEY,
	project_id    TEXT NOT NULL,
	instance_id   TEXT NOT NULL,
	name          TEXT NOT NULL,
	remark        TEXT NOT NULL,
	creator       TEXT NOT NULL,
	app_key       TEXT NOT NULL UNIQUE,
	app_secret    TEXT NOT NULL,
	register_time TEXT NOT NULL,
	update_time   TEXT NOT NULL,
	status        INTEGER NOT NULL,
	app_type      TEXT NOT NULL,
	UNIQUE (project_id, instance_id, name)
)`

type app struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	Remark       string `json:"remark"`
	Creator      string `json:"creator"`
	AppKey       string `json:"app_key"`
	AppSecret    string `json:"app_secret"`
	RegisterTime string `json:"register_time"`
	UpdateTime   string `json:"update_time"`
	Status       int    `json:"status"`
	AppType      string `json:"app_type"`
}

type appInfo struct {
	app
	BindNum int `json:"bind_num"`
}

type duplicateError struct{ param string }

func (e *duplicateError) Error() string { return e.param + " exists" }

type store struct{ db *sql.DB }

func openStore(dsn string) (*store, error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // SQLite has one writer at a time
	_, err = db.Exec(schema)
	return &store{db}, err
}

func (s *store) insert(ctx context.Context, project, instance string, a app) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO apps VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.ID, project, instance, a.Name, a.Remark, a.Creator, a.AppKey, a.AppSecret,
		a.RegisterTime, a.UpdateTime, a.Status, a.AppType)
	var failed *sqlite.Error
	if errors.As(err, &failed) && failed.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE {
		if strings.Contains(failed.Error(), "apps.app_key") {
			return &duplicateError{"app_key"}
		}
		return &duplicateError{"name"}
	}
	return err
}

type filter struct {
	id, name, status, appKey, creator string
	precise                           bool
}

func (f filter) where(project, instance string) (string, []any) {
	where := "WHERE project_id = ? AND instance_id = ?"
	args := []any{project, instance}
	add := func(cond, value string) {
		if value != "" {
			where += " AND " + cond
			args = append(args, value)
		}
	}
	add("id = ?", f.id)
	if f.precise {
		add("name = ?", f.name)
	} else {
		add("name LIKE '%' || ? || '%'", f.name)
	}
	add("status = ?", f.status)
	add("app_key = ?", f.appKey)
	add("creator = ?", f.creator)
	return where, args
}

func (s *store) query(ctx context.Context, project, instance string, f filter, offset, limit int) ([]appInfo, int64, error) {
	where, args := f.where(project, instance)
	var total int64
	if err := s.db.QueryRowContext(ctx, "SELECT COUNT(*) FROM apps "+where, args...).Scan(&total); err != nil {
		return nil, 0, err
	}
	rows, err := s.db.QueryContext(ctx, `
		SELECT id, name, remark, creator, app_key, app_secret, register_time, update_time, status, app_type
		FROM apps `+where+` ORDER BY register_time DESC LIMIT ? OFFSET ?`, append(args, limit, offset)...)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	var apps []appInfo
	for rows.Next() {
		var a appInfo
		if err := rows.Scan(&a.ID, &a.Name, &a.Remark, &a.Creator, &a.AppKey, &a.AppSecret,
			&a.RegisterTime, &a.UpdateTime, &a.Status, &a.AppType); err != nil {
			return nil, 0, err
		}
		apps = append(apps, a)
	}
	return apps, total, rows.Err()
}

func (s *store) remove(ctx context.Context, project, instance, id string) (bool, error) {
	res, err := s.db.ExecContext(ctx,
		`DELETE FROM apps WHERE project_id = ? AND instance_id = ? AND id = ?`, project, instance, id)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}
